# Options of an image. Change a value with -var, or in your own file with -var-file.

# ---- Environment and region ----

variable "env" {
  description = "'prod' or 'dev', as for the playbooks; 'dev' becomes part of the image's name."
  type        = string
  default     = "prod"
}

variable "version" {
  description = "The commit of the roles, for the manifest and the tag VERSION."
  type        = string
  default     = "development"
}

variable "region" {
  description = "The region in which the image is built and used."
  type        = string
  default     = "us-east-1"
}

# ---- The source image ----

variable "source_name" {
  description = "The name of the source image; the newest match is used."
  type        = string
  default     = "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-*"
}

variable "source_owner" {
  description = "The account that owns the source image: Canonical's."
  type        = string
  default     = "099720109477"
}

# ---- The model ----

variable "yolo5_model_url" {
  description = "The URL of the model: the official release of YOLOv5s."
  type        = string
  default     = "https://github.com/ultralytics/yolov5/releases/download/v7.0/yolov5s.onnx"
}

variable "yolo5_model_sha256" {
  description = "The model's SHA-256. Required, as the release does not publish one."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^[0-9a-f]{64}$", var.yolo5_model_sha256))
    error_message = "The variable yolo5_model_sha256 must be the model's SHA-256, 64 lowercase hexadecimal digits. 'deno task model' downloads the official model, checks that it finds objects, and prints it."
  }
}

# ---- The build machine ----

variable "instance_type" {
  description = "The instance type of the build machine."
  type        = string
  default     = "t3.medium"
}

variable "disk_gib" {
  description = "GiB of the build machine's disk, and the minimum for machines that use the image."
  type        = number
  default     = 8
}

variable "encrypt" {
  description = "Whether the image is encrypted, with the account's default key for disks."
  type        = bool
  default     = true
}

variable "subnet_id" {
  description = "The public subnet of the build machine; empty for one of the default VPC."
  type        = string
  default     = ""
}

variable "ssh_cidrs" {
  description = "Addresses that may reach the build machine by SSH; empty for only your own."
  type        = list(string)
  default     = []
}

variable "manifest" {
  description = "The file that describes the built image."
  type        = string
  default     = "packer-manifest.json"
}

# ---- Another AWS, used by the tests ----

variable "aws_endpoint_url" {
  description = "The address of EC2; empty for the real one."
  type        = string
  default     = ""
}

variable "ssh_host" {
  description = "The address of the machine to provision; empty for the launched one."
  type        = string
  default     = ""
}

variable "ssh_private_key_file" {
  description = "The SSH key of that machine; empty for a temporary one."
  type        = string
  default     = ""
}
