import type { Moto } from "../aws_local/moto.ts";
import { testMoto } from "../aws_local/moto_test_case.ts";
import {
  CONTRACT_QUEUES,
  describeBackendContract,
} from "../backend_contract/mod.ts";
import { openAwsScene } from "../testing/aws_scene.ts";

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
    testMoto(name, async (running) => {
      moto = running;
      await body();
    }),
);
