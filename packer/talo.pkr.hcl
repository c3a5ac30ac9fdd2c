# The image of all machines, for both polybot and yolo5: the newest Ubuntu 24.04,
# set up by the same roles that a deploy uses, with the model.
#
#   packer init packer
#   packer build -var yolo5_model_sha256=… packer

packer {
  required_plugins {
    amazon = {
      source  = "github.com/hashicorp/amazon"
      version = ">= 1.0.0"
    }
    ansible = {
      source  = "github.com/hashicorp/ansible"
      version = ">= 1.0.0"
    }
  }
}

locals {
  ansible = "${path.root}/../ansible"
  # the same prefix as in ansible/group_vars/all.yaml, where image_name matches it
  prefix  = var.env == "prod" ? "talo" : "talo-${var.env}"
  created = formatdate("YYYYMMDD-hhmmss", timestamp())
  tags = {
    Name       = "${local.prefix}-image"
    PROJECT    = "polybot"
    ENV        = var.env
    VERSION    = var.version
    SOURCE_AMI = "{{ .SourceAMI }}"
    MODEL      = var.yolo5_model_sha256
  }
}

source "amazon-ebs" "talo" {
  region          = var.region
  instance_type   = var.instance_type
  subnet_id       = var.subnet_id
  ami_name        = "${local.prefix}-image-${local.created}"
  ami_description = "Polybot's machines: Ubuntu 24.04, both services' units, the model"

  source_ami_filter {
    filters = {
      name                = var.source_name
      root-device-type    = "ebs"
      virtualization-type = "hvm"
      architecture        = "x86_64"
    }
    owners      = [var.source_owner]
    most_recent = true
  }

  # Only version 2 of the metadata service gives out a role's credentials, on the
  # build machine and on machines started from the image.
  imds_support = "v2.0"
  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  # Encrypted from launch, so Packer does not need to make an encrypted copy.
  launch_block_device_mappings {
    device_name           = "/dev/sda1"
    volume_type           = "gp3"
    volume_size           = var.disk_gib
    encrypted             = var.encrypt
    delete_on_termination = true
  }

  communicator                              = "ssh"
  ssh_username                              = "ubuntu"
  ssh_host                                  = var.ssh_host
  ssh_private_key_file                      = var.ssh_private_key_file
  temporary_key_pair_type                   = "ed25519"
  temporary_security_group_source_cidrs     = var.ssh_cidrs
  temporary_security_group_source_public_ip = length(var.ssh_cidrs) == 0
  associate_public_ip_address               = true

  tags          = local.tags
  snapshot_tags = local.tags
  run_tags      = local.tags

  custom_endpoint_ec2        = var.aws_endpoint_url
  skip_credential_validation = var.aws_endpoint_url != ""
  skip_metadata_api_check    = var.aws_endpoint_url != ""
}

build {
  sources = ["source.amazon-ebs.talo"]

  provisioner "ansible" {
    playbook_file = "${local.ansible}/bake.yaml"
    user          = "ubuntu"
    use_proxy     = false
    ansible_env_vars = [
      "ANSIBLE_CONFIG=${local.ansible}/ansible.cfg",
      # the address may have belonged to another machine, with another host key
      "ANSIBLE_SSH_ARGS=-o ControlMaster=auto -o ControlPersist=60s -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null",
    ]
    extra_arguments = ["--extra-vars", jsonencode({
      env                = var.env
      region             = var.region
      yolo5_model_url    = var.yolo5_model_url
      yolo5_model_sha256 = var.yolo5_model_sha256
    })]
  }

  post-processor "manifest" {
    output     = var.manifest
    strip_path = true
    custom_data = {
      version            = var.version
      source_ami         = build.SourceAMI
      source_ami_name    = build.SourceAMIName
      yolo5_model_url    = var.yolo5_model_url
      yolo5_model_sha256 = var.yolo5_model_sha256
    }
  }
}
