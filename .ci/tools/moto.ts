import { ensurePython, PYTHON_IS_MISSING } from "../../lab/aws/moto/python.ts";
import { aptInstall } from "./apt_get.ts";
import { defineTool } from "./tool.ts";

/** A server that speaks AWS's protocols, with Python if that is missing. */
export const moto = defineTool("moto", async () => {
  const missing = await ensurePython();
  return missing === PYTHON_IS_MISSING &&
      await aptInstall("python3", "python3-venv")
    ? await ensurePython()
    : missing;
});
