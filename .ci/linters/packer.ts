import { packer } from "../tools/packer.ts";
import type { Linter } from "./linter.ts";

/** Checks the format of `packer/`. */
export const packerFmt: Linter = {
  name: "packer fmt",
  tools: [packer],
  checks: (file) => /\.pkr(vars)?\.hcl$/.test(file),
  commands: () => [{
    command: "packer",
    args: ["fmt", "-check", "-diff", "-recursive", "packer"],
  }],
};
