/**
 * Packer's own formatter.
 *
 * @module
 */
import { ensurePacker } from "../packer.ts";
import type { Linter } from "./linter.ts";

export const packerFmt: Linter = {
  name: "packer fmt",
  ensure: ensurePacker,
  looksAt: (file) => /\.pkr(vars)?\.hcl$/.test(file),
  commands: () => [{
    command: "packer",
    args: ["fmt", "-check", "-diff", "-recursive", "packer"],
  }],
};
