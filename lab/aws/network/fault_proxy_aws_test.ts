import { assert, assertEquals } from "@std/assert";
import { openAwsScene } from "../aws_scene.ts";
import { startFaultProxy } from "./fault_proxy.ts";
import { testOnSharedMoto } from "../moto/moto_test_case.ts";

const FAULTS = {
  brokenBefore: 0.05,
  brokenAfter: 0.05,
  silent: 0.02,
  failed: 0.08,
  latency: 5,
};

testOnSharedMoto(
  "the AWS backend works through the fault proxy by retrying",
  async (moto) => {
    await using proxy = startFaultProxy(moto.endpoint, {
      seed: 4,
      faults: FAULTS,
      silence: 50,
    });
    await using scene = await openAwsScene(moto);
    const { address: endpoint } = proxy;
    const backend = await scene.open({}, { AWS_ENDPOINT_URL: endpoint });
    for (let index = 0; index < 20; index++) {
      const bytes = new Uint8Array(200_000).fill(index);
      await backend.objects.put(`images/${index}.jpg`, bytes, "image/jpeg");
      const read = await backend.objects.get(`images/${index}.jpg`);
      assertEquals(Uint8Array.from(read), bytes);
      await backend.answers.put(`${index}`, { state: "answered" });
      await backend.identify.send("job");
      assertEquals(
        (await backend.answers.get(`${index}`))?.value.state,
        "answered",
      );
    }
    for (const count of Object.values(proxy.counts)) assert(count > 0);
  },
);
