"""Lets Packer make an image."""
from moto.ec2.models import EC2Backend


def support_tags_of_snapshots():
    """moto answers 500 to CreateImage with tags for the snapshot."""
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
    support_tags_of_snapshots()
