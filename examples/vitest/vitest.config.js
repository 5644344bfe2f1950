export default { test: { setupFiles: ["./mock.js"] } };
