import { findChromium } from "../../lab/page/find_chromium.ts";
import { aptInstall } from "./apt_get.ts";
import { defineTool } from "./tool.ts";

/** The browser that the chat page is tested in. */
export const chromium = defineTool(
  "Chromium",
  async () =>
    findChromium() || await aptInstall("chromium")
      ? undefined
      : "there is no Chromium, and apt-get cannot install it: set CHROMIUM to a browser's path",
);
