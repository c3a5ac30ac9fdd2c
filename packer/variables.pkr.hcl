# What an image is made of, and where. Another value is given with -var, or in
# a file of your own with -var-file.

# ---- Which one ----

variable "env" {
  description = "As for the playbooks: 'prod', or 'dev', which is in the image's name then."
  type        = string
  default     = "prod"
}

variable "version" {
  description = "The commit that the roles are of, for the manifest and the tag VERSION."
  type        = string
  default     = "development"
}

variable "region" {
  description = "Where the image is made, and used."
  type        = string
  default     = "us-east-1"
}

# ---- What it begins with ----

variable "source_name" {
  description = "The newest image of this name is the one that it begins with."
  type        = string
  default     = "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-*"
}

variable "source_owner" {
  description = "Whose image that is: Canonical's account."
  type        = string
  default     = "099720109477"
}

# ---- The model ----

variable "yolo5_model_url" {
  description = "Where the model comes from: the official YOLOv5s, as it was released."
  type        = string
  default     = "https://github.com/ultralytics/yolov5/releases/download/v7.0/yolov5s.onnx"
}

variable "yolo5_model_sha256" {
  description = "What its SHA-256 must be. Needed: its release tells none."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^[0-9a-f]{64}$", var.yolo5_model_sha256))
    error_message = "The variable yolo5_model_sha256 must be the model's SHA-256, 64 hexadecimal digits of small letters. 'deno task model' downloads the official model, checks that it finds objects, and prints it."
  }
}

# ---- The machine that it is made on ----

variable "instance_type" {
  description = "The machine that it is made on."
  type        = string
  default     = "t3.medium"
}

variable "disk_gib" {
  description = "Its disk, and the least that a machine of the image has."
  type        = number
  default     = 8
}

variable "encrypt" {
  description = "Whether the image is encrypted, with the account's own key for disks."
  type        = bool
  default     = true
}

variable "subnet_id" {
  description = "The subnet that it is made in, public; empty: one of the default VPC."
  type        = string
  default     = ""
}

variable "ssh_cidrs" {
  description = "Who may reach that machine by SSH; none: the address that this is run from."
  type        = list(string)
  default     = []
}

variable "manifest" {
  description = "The file that says what was made."
  type        = string
  default     = "packer-manifest.json"
}

# ---- Another AWS than the real one, as the tests need ----

variable "aws_endpoint_url" {
  description = "The address of EC2; empty: the real one."
  type        = string
  default     = ""
}

variable "ssh_host" {
  description = "The machine that is provisioned; empty: the one that was launched."
  type        = string
  default     = ""
}

variable "ssh_private_key_file" {
  description = "The key for that machine; empty: one that is made for it."
  type        = string
  default     = ""
}
