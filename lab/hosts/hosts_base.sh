#!/bin/bash
# Creates the root file system that all hosts of hosts.sh share (about 65 s, 350 MB):  hosts_base.sh DIR
#   DIR/base         minimal Debian, and those packages of Ubuntu's EC2 image that the roles rely on
#   DIR/id_ed25519   the SSH key of user ubuntu, who may use sudo
# Needs root, debootstrap and access to Debian's packages.
set -euo pipefail
DIR=$1
PACKAGES=(
  systemd systemd-sysv dbus libpam-systemd openssh-server sudo iproute2 procps
  python3 python3-apt ca-certificates curl unzip unattended-upgrades
)

mkdir -p "$DIR"
[ -f "$DIR/id_ed25519" ] || ssh-keygen -q -t ed25519 -N '' -C polybot-lab -f "$DIR/id_ed25519"
rm -rf "$DIR/base"
included=$(IFS=, && echo "${PACKAGES[*]}")
debootstrap --variant=minbase --include="$included" bookworm "$DIR/base" > "$DIR/debootstrap.log"

chroot "$DIR/base" useradd -m -s /bin/bash ubuntu
echo 'ubuntu ALL=(ALL) NOPASSWD:ALL' > "$DIR/base/etc/sudoers.d/90-ubuntu"
install -d -m 700 "$DIR/base/home/ubuntu/.ssh"
install -m 600 "$DIR/id_ed25519.pub" "$DIR/base/home/ubuntu/.ssh/authorized_keys"
chroot "$DIR/base" chown -R ubuntu:ubuntu /home/ubuntu/.ssh
# each host makes its own at its first boot, as on EC2
rm -f "$DIR"/base/etc/ssh/ssh_host_*
cat > "$DIR/base/etc/systemd/system/ssh-host-keys.service" << UNIT
[Unit]
ConditionPathExists=!/etc/ssh/ssh_host_ed25519_key
Before=ssh.service
[Service]
Type=oneshot
ExecStart=ssh-keygen -q -t ed25519 -N "" -f /etc/ssh/ssh_host_ed25519_key
[Install]
WantedBy=multi-user.target
UNIT
systemctl --root="$DIR/base" enable -q ssh-host-keys.service
