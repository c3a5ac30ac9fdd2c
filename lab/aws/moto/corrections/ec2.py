"""Corrects moto's instances, Auto Scaling groups and images."""
from moto.autoscaling.models import AutoScalingBackend
from moto.ec2.models import EC2Backend
from moto.ec2.models.instances import Instance, InstanceBackend


def use_disks_of_launch_templates():
    """Uses the disks of the launch template; moto ignores them and gives instances
    an unencrypted disk of 8 GiB."""
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
    """Deletes the network interface of a terminated instance, as AWS does by
    default; moto keeps it."""
    moto_terminate = Instance.terminate

    def terminate(self, *args, **more):
        for interface in self.nics.values():
            interface.delete_on_termination = True
        return moto_terminate(self, *args, **more)

    Instance.terminate = terminate


def delete_policies_with_their_group():
    """Deletes the scaling policies of a deleted group; moto keeps them."""
    moto_delete = AutoScalingBackend.delete_auto_scaling_group

    def delete_auto_scaling_group(self, group_name):
        moto_delete(self, group_name)
        for key, policy in list(self.policies.items()):
            if policy.auto_scaling_group_name == group_name:
                del self.policies[key]

    AutoScalingBackend.delete_auto_scaling_group = delete_auto_scaling_group


def support_tags_of_snapshots():
    """Accepts tags for the snapshot in CreateImage, which Packer sends; moto
    answers 500."""
    moto_create = EC2Backend.create_image

    def create_image(self, instance_id, name, description, tag_specifications):
        by_type = {"image": [], "snapshot": []}
        for specification in tag_specifications:
            by_type[specification["ResourceType"]] += specification["Tags"]
        tags = [{"ResourceType": "image", "Tags": by_type["image"]}]
        image = moto_create(self, instance_id, name, description, tags)
        for tag in by_type["snapshot"]:
            image.ebs_snapshot.add_tag(tag["Key"], tag["Value"])
        return image

    EC2Backend.create_image = create_image


def apply():
    use_disks_of_launch_templates()
    delete_interfaces_with_their_instance()
    delete_policies_with_their_group()
    support_tags_of_snapshots()
