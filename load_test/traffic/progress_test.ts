import { assertEquals } from "@std/assert";
import { describeProgress, recentRate } from "./progress.ts";

Deno.test("describeProgress() returns a bar and all numbers", () => {
  const progress = {
    count: 200,
    sent: 120,
    done: 100,
    failed: 1,
    backlog: 19,
    rate: 9.96,
  };
  assertEquals(
    describeProgress(progress),
    `${"█".repeat(8)}${
      "░".repeat(8)
    }  50%  sent 120 of 200  done 100  failed 1  backlog 19  10.0/s`,
  );
  assertEquals(
    describeProgress({ ...progress, machines: 3 }).endsWith("  machines 3"),
    true,
  );
});

Deno.test("recentRate() averages over the last five seconds, or since the start", () => {
  const second = (seconds: number) => 1_000_000 + seconds * 1000;
  const all = Array.from({ length: 100 }, (_, index) => second(index / 10));
  assertEquals(recentRate(all, second(0), second(10)), 10);
  assertEquals(recentRate(all, second(0), second(100)), 0);
  assertEquals(recentRate(all.slice(0, 20), second(0), second(2)), 10);
  assertEquals(recentRate([], second(0), second(0)), 0);
});
