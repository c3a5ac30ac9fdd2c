"""Instances, mainly those of Auto Scaling groups."""
from moto.autoscaling.models import AutoScalingBackend
from moto.ec2.models.instances import Instance, InstanceBackend


def give_instances_the_disks_of_their_template():
    """moto ignores the disks of a launch template, and gives its instances an
    unencrypted one of 8 GiB."""
    moto_run = InstanceBackend.run_instances

    def run_instances(self, *args, **more):
        if more.get("launch_template") and "block_device_mappings" not in more:
            data = self._get_template_from_args(more["launch_template"]).data
            disks = data.get("BlockDeviceMappings")
            if disks:
                more["block_device_mappings"] = disks
        return moto_run(self, *args, **more)

    InstanceBackend.run_instances = run_instances


def delete_interfaces_with_their_instance():
    """moto keeps the network interface of a terminated instance; AWS deletes it
    by default."""
    moto_terminate = Instance.terminate

    def terminate(self, *args, **more):
        for interface in self.nics.values():
            interface.delete_on_termination = True
        return moto_terminate(self, *args, **more)

    Instance.terminate = terminate


def delete_policies_with_their_group():
    """moto keeps the scaling policies of a deleted group."""
    moto_delete = AutoScalingBackend.delete_auto_scaling_group

    def delete_auto_scaling_group(self, group_name):
        moto_delete(self, group_name)
        for key, policy in list(self.policies.items()):
            if policy.auto_scaling_group_name == group_name:
                del self.policies[key]

    AutoScalingBackend.delete_auto_scaling_group = delete_auto_scaling_group


def apply():
    give_instances_the_disks_of_their_template()
    delete_interfaces_with_their_instance()
    delete_policies_with_their_group()
