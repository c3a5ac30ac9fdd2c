/**
 * AWS's protocol on this machine, for the tests of the AWS side.
 *
 * @module
 */
import { ensurePython, PYTHON_IS_MISSING } from "../lab/aws/moto/python.ts";
import { aptInstall } from "./apt_get.ts";

/** Installs moto, and Python where it is missing and can be; says so where it cannot. */
export async function ensureMoto() {
  let missing = await ensurePython();
  if (
    missing === PYTHON_IS_MISSING &&
    await aptInstall("python3", "python3-venv")
  ) {
    missing = await ensurePython();
  }
  if (missing) {
    console.log(
      `moto cannot be installed here, the tests of the AWS side will be skipped: ${missing}. Set POLYBOT_PYTHON to a Python that has moto to run them.`,
    );
  }
}
