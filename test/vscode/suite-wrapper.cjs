// Runs the real suite inside the extension host and records that it came to an end: VS Code reports exit code 0
// when the extension host is killed or exits, which must not pass for a green run.
const fs = require('node:fs');
const suite = process.env.VSH_SUITE,
  result = process.env.VSH_RESULT;
exports.run = async () => {
  try {
    let m;
    try {
      m = require(suite);
    } catch (e) {
      if (e.code !== 'ERR_REQUIRE_ESM') throw e;
      m = await import(suite);
    }
    m = typeof m.run === 'function' ? m : m.default;
    await new Promise((res, rej) => {
      const r = m.run(suite, (err, failures) =>
        err ? rej(err) : failures ? rej(new Error(`${failures} tests failed.`)) : res(),
      );
      if (r && typeof r.then === 'function') r.then(res, rej);
      else if (m.run.length < 2) res();
    });
    fs.writeFileSync(result, 'passed');
  } catch (e) {
    fs.writeFileSync(result, 'failed');
    throw e;
  }
};
