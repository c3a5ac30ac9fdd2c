#!/bin/bash
# Stand-ins for EC2 hosts on one machine: Debian with systemd as PID 1 and sshd, each in a network namespace of its own.
#   hosts.sh DIR    makes a network of its own, says its address, and then does what each line of standard input says:
#     up NAME         boots a host from DIR/base (see hosts_base.sh), says its address (about 1 s)
#     down NAME       ends it and removes its disk
# When standard input ends, so does all of it. What a killed one left behind, the next one clears away.
# Needs root and Linux. A host reaches this machine at its network's .1, the other hosts, and nothing else. Memory, CPU and file
# limits of units may be accepted and not enforced.
set -euo pipefail
DIR=$1
# Ansible runs what it takes for an inventory with --list
[ -d "$DIR/base" ] || { echo "hosts.sh: there is no $DIR/base" >&2 && exit 2; }

# ---- The network: a bridge, whose alias says who keeps it and where the disks are ----

lab() {
  local bridge alias keeper folder
  for bridge in /sys/class/net/pblab*; do
    alias=$(cat "$bridge/ifalias" 2> /dev/null || true)
    [ -n "$alias" ] || continue # there is no bridge, or it is just being made
    keeper=${alias%% *} folder=${alias#* }
    grep -q hosts.sh "/proc/$keeper/cmdline" 2> /dev/null || clear_away "${bridge##*/pblab}" "$folder"
  done
  for ((n = 100; n < 255; n++)); do
    ip link add "pblab$n" type bridge 2> /dev/null && break # one alone can make it
  done
  LAB=$DIR/lab-$n-$$
  ip link set "pblab$n" alias "$$ $LAB"
  mkdir "$LAB"
  trap 'clear_away "$n" "$LAB"' EXIT
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

clear_away() { # NETWORK FOLDER
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
  keep "$1" "$ns" < /dev/null > "$dir/console.log" 2>&1 &
  echo $! > "$dir/keeper"
  for _ in $(seq 300); do
    if (exec 3<> "/dev/tcp/$2/22") 2> /dev/null; then echo "$2" && return; fi
    sleep 0.1
  done
  echo "cannot boot $1: $(tail -3 "$dir/console.log" | tr '\n' ' ')"
}

keep() { # NAME NAMESPACE
  local dir=$LAB/$1 code=133 groups
  trap - EXIT
  # a control group of its own: otherwise all hosts share one
  for groups in /sys/fs/cgroup/{systemd,unified,.}; do
    if [ -f "$groups/cgroup.procs" ]; then
      mkdir -p "$groups/$2"
      echo "$BASHPID" > "$groups/$2/cgroup.procs" || true
    fi
  done
  while [ "$code" = 133 ] && [ ! -e "$dir/ending" ]; do # a reboot inside ends it with that
    code=0
    systemd-nspawn -q -b -D "$dir/root" -M "$2" --register=no --keep-unit --network-namespace-path="/run/netns/$2" \
      --resolv-conf=off --timezone=off --link-journal=no &
    echo $! > "$dir/nspawn"
    wait $! || code=$?
  done
}

down() { # NETWORK DIRECTORY
  local dir=$2 ns=pblab$1-${2##*/} groups
  if [ -f "$dir/keeper" ]; then
    touch "$dir/ending"
    # its PID 1, which takes all with it
    pkill -KILL -P "$(cat "$dir/nspawn")" 2> /dev/null || true
    wait "$(cat "$dir/keeper")" 2> /dev/null || true
  fi
  # before its namespace, which would take it along some time later, when there may be another of this name
  ip link del "$(cat "$dir/link")" 2> /dev/null || true
  ip netns del "$ns" 2> /dev/null || true
  for groups in /sys/fs/cgroup/{systemd,unified,.}; do
    find "$groups/$ns" -depth -type d -exec rmdir {} + 2> /dev/null || true
  done
  umount "$dir/root" 2> /dev/null || umount -l "$dir/root" 2> /dev/null || true
  rm -rf "$dir"
}

lab
