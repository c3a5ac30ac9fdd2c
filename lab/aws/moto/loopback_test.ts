import { assertThrows } from "@std/assert";
import { checkLoopback } from "./loopback.ts";

Deno.test("checkLoopback() accepts only addresses of this machine and of the lab's hosts", () => {
  const local = ["127.0.0.1", "127.1.2.3:4566", "localhost:80", "[::1]"];
  for (const host of [...local, "10.231.100.1:4566"]) {
    checkLoopback(`http://${host}`);
  }
  const others = [
    "https://sqs.us-east-1.amazonaws.com",
    "http://127.0.0.1.example.com",
    "http://localhost.example.com",
    "http://127.0.0.1@example.com",
    "http://10.0.0.1:5000",
    "http://10.232.0.1:5000",
    "http://10.231.0.1.example.com",
    "127.0.0.1",
    "",
    undefined,
  ];
  for (const address of others) {
    assertThrows(() => checkLoopback(address), RangeError, "this machine");
  }
});
