import { assertEquals } from "@std/assert";
import { startMoto } from "../lab/aws/moto/moto.ts";
import { testWithAnsible } from "../lab/operations/ansible_test_case.ts";
import { aws, callAws } from "../lab/operations/aws_calls.ts";
import { labPlaybook, runPlaybook } from "../lab/operations/playbook.ts";

testWithAnsible(
  "our own modules report changes in check mode, make them, and then change nothing",
  async () => {
    await using moto = await startMoto();
    const { env } = moto;
    await callAws(
      env,
      aws`
        autoscaling create_launch_configuration LaunchConfigurationName=worker ImageId=ami-12345678 InstanceType=t3.nano
        autoscaling create_auto_scaling_group AutoScalingGroupName=workers LaunchConfigurationName=worker MinSize=0 MaxSize=0 AvailabilityZones=["us-east-1a"]
        ec2 create_security_group GroupName=machines Description=machines`,
    );
    const { code, output } = await runPlaybook(labPlaybook("own_modules"), {
      env,
    });
    assertEquals(code, 0, output);
  },
);
