#!/bin/bash
# Stand-ins for EC2 hosts on one machine: Debian with systemd as PID 1 and sshd, each in its own network namespace.
#   hosts.sh DIR    creates a network, prints its address, and then runs a command per line of standard input:
#     up NAME         boots a host from DIR/base (see hosts_base.sh) and prints its address (about 1 s)
#     down NAME       stops it and removes its disk
# When standard input ends, the hosts are stopped and the network is removed. The leftovers of a killed run are removed by the next one.
# Needs root and Linux. A host reaches this machine, at .1 of its network, the other hosts, and nothing else. Memory, CPU and file
# limits of units may be accepted and not enforced.
set -euo pipefail
DIR=$1
# Ansible runs every executable in its folder of inventories with --list
[ -d "$DIR/base" ] || { echo "hosts.sh: there is no $DIR/base" >&2 && exit 2; }

# ---- The network: a bridge, whose alias holds the process id of its hosts.sh and the folder of the disks ----

run_lab() {
  local bridge alias owner folder
  for bridge in /sys/class/net/pblab*; do
    alias=$(cat "$bridge/ifalias" 2> /dev/null || true)
    [ -n "$alias" ] || continue # there is no bridge, or it is being created
    owner=${alias%% *} folder=${alias#* }
    grep -q hosts.sh "/proc/$owner/cmdline" 2> /dev/null || remove_lab "${bridge##*/pblab}" "$folder"
  done
  for ((n = 100; n < 255; n++)); do
    ip link add "pblab$n" type bridge 2> /dev/null && break # only one process can create it
  done
  LAB=$DIR/lab-$n-$$
  ip link set "pblab$n" alias "$$ $LAB"
  mkdir "$LAB"
  trap 'remove_lab "$n" "$LAB"' EXIT
  trap exit TERM
  ip addr add "10.231.$n.1/24" dev "pblab$n"
  ip link set "pblab$n" up
  echo "10.231.$n.1"
  local count=1 word name
  while read -r word name; do
    case $word in
      up) up "$name" "10.231.$n.$((++count))" ;;
      down) down "$n" "$LAB/$name" && echo "$name is down" ;;
    esac
  done
}

remove_lab() { # NETWORK FOLDER
  local host
  for host in "$2"/*/; do [ -d "$host" ] && down "$1" "${host%/}"; done
  rm -rf "$2"
  ip link del "pblab$1" 2> /dev/null || true
}

# ---- A host ----

up() { # NAME ADDRESS
  local dir=$LAB/$1 ns=pblab$n-$1 link=pb$n-${2##*.}
  mkdir -p "$dir"/{upper,work,root}
  mount -t overlay overlay -o "lowerdir=$DIR/base,upperdir=$dir/upper,workdir=$dir/work" "$dir/root"
  echo "$1" > "$dir/root/etc/hostname"
  : > "$dir/root/etc/machine-id"
  echo "127.0.0.1 localhost $1" > "$dir/root/etc/hosts"
  ip netns add "$ns"
  echo "$link" > "$dir/link"
  ip link add "$link" type veth peer name host0 netns "$ns"
  ip link set "$link" master "pblab$n" up
  ip -n "$ns" link set lo up
  ip -n "$ns" addr add "$2/24" dev host0
  ip -n "$ns" link set host0 up
  ip -n "$ns" route add default via "10.231.$n.1"
  run_host "$1" "$ns" < /dev/null > "$dir/console.log" 2>&1 &
  echo $! > "$dir/runner"
  for _ in $(seq 300); do
    if (exec 3<> "/dev/tcp/$2/22") 2> /dev/null; then echo "$2" && return; fi
    sleep 0.1
  done
  echo "cannot boot $1: $(tail -3 "$dir/console.log" | tr '\n' ' ')"
}

run_host() { # NAME NAMESPACE
  local dir=$LAB/$1 code=133 groups
  trap - EXIT
  # its own control group, as all hosts would share one otherwise
  for groups in /sys/fs/cgroup/{systemd,unified,.}; do
    if [ -f "$groups/cgroup.procs" ]; then
      mkdir -p "$groups/$2"
      echo "$BASHPID" > "$groups/$2/cgroup.procs" || true
    fi
  done
  while [ "$code" = 133 ] && [ ! -e "$dir/ending" ]; do # systemd-nspawn exits with 133 when the host reboots
    code=0
    systemd-nspawn -q -b -D "$dir/root" -M "$2" --register=no --keep-unit --network-namespace-path="/run/netns/$2" \
      --resolv-conf=off --timezone=off --link-journal=no &
    echo $! > "$dir/nspawn"
    wait $! || code=$?
  done
}

down() { # NETWORK DIRECTORY
  local dir=$2 ns=pblab$1-${2##*/} groups
  if [ -f "$dir/runner" ]; then
    touch "$dir/ending"
    # its PID 1, which ends every process in it
    pkill -KILL -P "$(cat "$dir/nspawn")" 2> /dev/null || true
    wait "$(cat "$dir/runner")" 2> /dev/null || true
  fi
  # before its namespace: that would remove it some time later, when there may be another link of this name
  ip link del "$(cat "$dir/link")" 2> /dev/null || true
  ip netns del "$ns" 2> /dev/null || true
  for groups in /sys/fs/cgroup/{systemd,unified,.}; do
    find "$groups/$ns" -depth -type d -exec rmdir {} + 2> /dev/null || true
  done
  umount "$dir/root" 2> /dev/null || umount -l "$dir/root" 2> /dev/null || true
  rm -rf "$dir"
}

run_lab
