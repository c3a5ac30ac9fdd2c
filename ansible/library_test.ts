import { assertEquals } from "@std/assert";
import { testWithMoto } from "../shared/aws_local/moto_test_case.ts";
import { startMoto } from "../shared/aws_local/moto.ts";
import { expectAws } from "./testing/ask_aws.ts";
import { ansibleMissing } from "./testing/installs.ts";
import { defaultPython, runPlaybook } from "./testing/playbook.ts";

const missing = ansibleMissing(defaultPython());

testWithMoto(
  `our own modules say what they would change, change it, and then nothing${
    missing ? ` (skipped: ${missing})` : ""
  }`,
  async () => {
    if (missing) return;
    await using moto = await startMoto();
    const { env } = moto;
    await expectAws(env, [
      ["autoscaling", "create_launch_configuration", {
        LaunchConfigurationName: "worker",
        ImageId: "ami-12345678",
        InstanceType: "t3.nano",
      }],
      ["autoscaling", "create_auto_scaling_group", {
        AutoScalingGroupName: "workers",
        LaunchConfigurationName: "worker",
        MinSize: 0,
        MaxSize: 0,
        AvailabilityZones: ["us-east-1a"],
      }],
      ["ec2", "create_security_group", {
        GroupName: "machines",
        Description: "machines",
      }],
    ]);
    const { code, output } = await runPlaybook("testing/own_modules.yaml", {
      env,
    });
    assertEquals(code, 0, output);
  },
);
