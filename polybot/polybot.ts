import type { Api } from "grammy";
import type { Backend } from "../shared/backend.ts";
import type { Logger } from "../shared/service/logging.ts";
import type { Metrics } from "../shared/service/metrics.ts";
import type { Download } from "./telegram/photos.ts";

/** The connections of a running bot, which are passed to its functions. */
export interface Polybot {
  readonly api: Api;
  readonly backend: Backend;
  readonly download: Download;
  readonly log: Logger;
  readonly metrics: Metrics;
}
