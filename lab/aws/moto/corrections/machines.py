"""Machines, those of an Auto Scaling group above all."""
from moto.autoscaling.models import AutoScalingBackend
from moto.ec2.models.instances import Instance, InstanceBackend


def give_machines_the_disk_of_their_template():
    """moto gives a machine that starts by a launch template another disk, of 8
    GiB and not encrypted, beside those that the template names."""
    moto_run = InstanceBackend.run_instances

    def run_instances(self, *args, **more):
        if more.get("launch_template") and "block_device_mappings" not in more:
            data = self._get_template_from_args(more["launch_template"]).data
            disks = data.get("BlockDeviceMappings")
            if disks:
                more["block_device_mappings"] = disks
        return moto_run(self, *args, **more)

    InstanceBackend.run_instances = run_instances


def take_the_interface_with_its_machine():
    """moto leaves the network interface that a machine started with, AWS takes
    it away, unless it was told otherwise."""
    moto_terminate = Instance.terminate

    def terminate(self, *args, **more):
        for interface in self.nics.values():
            interface.delete_on_termination = True
        return moto_terminate(self, *args, **more)

    Instance.terminate = terminate


def take_the_policies_with_their_group():
    """moto keeps a deleted group's scaling policies."""
    moto_delete = AutoScalingBackend.delete_auto_scaling_group

    def delete_auto_scaling_group(self, group_name):
        moto_delete(self, group_name)
        for key, policy in list(self.policies.items()):
            if policy.auto_scaling_group_name == group_name:
                del self.policies[key]

    AutoScalingBackend.delete_auto_scaling_group = delete_auto_scaling_group


def apply():
    give_machines_the_disk_of_their_template()
    take_the_interface_with_its_machine()
    take_the_policies_with_their_group()
