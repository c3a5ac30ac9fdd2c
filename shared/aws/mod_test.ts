import type { Moto } from "../../lab/aws/moto/moto.ts";
import { testOnSharedMoto } from "../../lab/aws/moto/moto_test_case.ts";
import {
  CONTRACT_QUEUES,
  describeBackendContract,
} from "../../lab/backend_contract/mod.ts";
import { openAwsScene } from "../../lab/aws/aws_scene.ts";

let moto: Moto;

describeBackendContract(
  "AWS",
  async () => {
    const scene = await openAwsScene(moto, { queues: CONTRACT_QUEUES });
    return {
      backend: await scene.open(),
      openAgain: () => scene.open(),
      putSecret: scene.putSecret,
      async close() {
        await scene[Symbol.asyncDispose]();
      },
    };
  },
  (name, body) =>
    testOnSharedMoto(name, async (running) => {
      moto = running;
      await body();
    }),
);
