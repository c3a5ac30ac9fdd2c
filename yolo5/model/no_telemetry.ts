/**
 * Turns off onnxruntime's telemetry, which reports to its makers what it runs
 * and where. It contains nothing of users' pictures, but no user agreed to it.
 *
 * @module
 */

// read by onnxruntime's native library when it is loaded
Deno.env.set("ORT_DISABLE_TELEMETRY", "1");
