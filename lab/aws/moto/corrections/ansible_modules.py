"""Lets the modules of amazon.aws and community.aws work, and be idempotent."""
import uuid

from moto.acm.models import CertBundle
from moto.autoscaling.responses import AutoScalingResponse
from moto.core.responses import EmptyResult
from moto.dynamodb.models.table import Table
from moto.ec2.models.launch_templates import LaunchTemplateVersion
from moto.elbv2.models import FakeLoadBalancer


def give_tables_an_id():
    """Returns TableId from DescribeTable and CreateTable. moto leaves it out, so
    community.aws.dynamodb_table raises KeyError 'table_id' after it has created
    the table."""
    moto_describe = Table.describe

    def describe(self, base_key="TableDescription"):
        description = moto_describe(self, base_key)
        table_id = str(uuid.uuid5(uuid.NAMESPACE_URL, self.table_arn))
        description[base_key].setdefault("TableId", table_id)
        return description

    Table.describe = describe


def keep_chains_of_imported_certificates():
    """Returns the imported chain. moto appends its own root to it, so
    community.aws.acm_certificate imports the certificate again on every run."""
    moto_init = CertBundle.__init__

    def init(self, account_id, certificate, private_key, chain=None, **more):
        moto_init(self, account_id, certificate, private_key, chain=chain, **more)
        if more.get("cert_type", "IMPORTED") == "IMPORTED":
            self.chain = chain or certificate

    CertBundle.__init__ = init


def keep_launch_template_tags_out_of_the_data():
    """Keeps the template's own tags out of its data. moto puts them into the data of
    version 1, so amazon.aws.ec2_launch_template adds version 2 on the second run."""
    moto_init = LaunchTemplateVersion.__init__

    def init(self, template, number, data, *args, **more):
        tags = [
            tag
            for tag in data.get("TagSpecifications", [])
            if tag.get("ResourceType") != "launch-template"
        ]
        rest = {key: data[key] for key in data if key != "TagSpecifications"}
        if tags:
            rest["TagSpecifications"] = tags
        moto_init(self, template, number, rest, *args, **more)

    LaunchTemplateVersion.__init__ = init


def support_disable_metrics_collection():
    """Accepts a call that amazon.aws.autoscaling_group makes on every update; moto
    answers 500."""

    def disable_metrics_collection(self):
        name = self._get_param("AutoScalingGroupName")
        self.autoscaling_backend.autoscaling_groups[name].metrics = []
        return EmptyResult()

    AutoScalingResponse.disable_metrics_collection = disable_metrics_collection


def return_all_load_balancer_attributes():
    """Returns all attributes of a new load balancer with their defaults, as AWS
    does. moto returns only four, so amazon.aws.elb_application_lb raises KeyError
    for others that it sets."""
    moto_init = FakeLoadBalancer.__init__
    defaults = {
        "access_logs.s3.enabled": "false",
        "idle_timeout.timeout_seconds": "60",
        "routing.http.desync_mitigation_mode": "defensive",
        "routing.http.drop_invalid_header_fields.enabled": "false",
        "routing.http.x_amzn_tls_version_and_cipher_suite.enabled": "false",
        "routing.http.xff_client_port.enabled": "false",
        "routing.http2.enabled": "true",
        "waf.fail_open.enabled": "false",
    }

    def init(self, *args, **more):
        moto_init(self, *args, **more)
        self.attrs = {**defaults, **self.attrs}

    FakeLoadBalancer.__init__ = init


def apply():
    give_tables_an_id()
    keep_chains_of_imported_certificates()
    keep_launch_template_tags_out_of_the_data()
    support_disable_metrics_collection()
    return_all_load_balancer_attributes()
