import { assert, assertEquals } from "@std/assert";
import { until } from "../../until.ts";
import { testOnSharedMoto } from "../moto/moto_test_case.ts";
import { AUTHORIZATION, startTargetGroupBalancer } from "./target_group.ts";

/** Calls the API of load balancing or EC2. @return the answer's XML */
async function callApi(
  address: string,
  parameters: Record<string, string>,
  service = "elasticloadbalancing",
) {
  const response = await fetch(address, {
    method: "POST",
    headers: {
      authorization: AUTHORIZATION.replace("elasticloadbalancing", service),
    },
    body: new URLSearchParams({ Version: "2015-12-01", ...parameters }),
  });
  const answer = await response.text();
  assert(response.ok, answer);
  return answer;
}

testOnSharedMoto(
  "startTargetGroupBalancer() forwards to registered targets and reports their true health",
  async ({ endpoint }) => {
    let status = 503;
    await using server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen() {} },
      (request) =>
        request.url.endsWith("/health")
          ? new Response(null, { status })
          : new Response("from the target"),
    );
    const vpcs = await callApi(endpoint, { Action: "DescribeVpcs" }, "ec2");
    const [, arn = ""] = (await callApi(endpoint, {
      Action: "CreateTargetGroup",
      Name: "bots",
      Protocol: "HTTP",
      Port: "80",
      VpcId: vpcs.match(/vpc-[0-9a-f]{8,}/)?.[0] ?? "",
      TargetType: "ip",
    })).match(/<TargetGroupArn>(.*?)</) ?? [];
    const target = { TargetGroupArn: arn, "Targets.member.1.Id": "10.0.0.1" };
    await callApi(endpoint, { Action: "RegisterTargets", ...target });
    await using balancer = await startTargetGroupBalancer({
      endpoint,
      targetGroupArn: arn,
      addressOf: () => `http://127.0.0.1:${server.addr.port}`,
    });
    const describe = () =>
      callApi(balancer.api, {
        Action: "DescribeTargetHealth",
        TargetGroupArn: arn,
      });
    const hasState = (state: string) => async () =>
      (await describe()).includes(`<State>${state}</State>`);
    const request = async () => {
      const response = await fetch(balancer.address);
      return [response.status, await response.text()];
    };

    assert(await hasState("initial")());
    await until(hasState("unhealthy"));
    // like AWS, it uses unhealthy targets if none is healthy
    assertEquals(await request(), [200, "from the target"]);
    status = 200;
    await until(hasState("healthy"));
    assertEquals(await request(), [200, "from the target"]);

    await callApi(balancer.api, { Action: "DeregisterTargets", ...target });
    await until(async () => (await request())[0] === 503);
  },
);
