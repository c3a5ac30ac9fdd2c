import { assertThrows } from "@std/assert";
import { checkLoopback } from "./loopback.ts";

Deno.test("checkLoopback() lets addresses of this machine pass, and no other", () => {
  for (const host of ["127.0.0.1", "127.1.2.3:4566", "localhost:80", "[::1]"]) {
    checkLoopback(`http://${host}`);
  }
  const others = [
    "https://sqs.us-east-1.amazonaws.com",
    "http://127.0.0.1.example.com",
    "http://localhost.example.com",
    "http://127.0.0.1@example.com",
    "http://10.0.0.1:5000",
    "127.0.0.1",
    "",
    undefined,
  ];
  for (const address of others) {
    assertThrows(() => checkLoopback(address), RangeError, "this machine");
  }
});
