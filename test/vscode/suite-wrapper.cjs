// Runs the suite ($BALLAST_SUITE) inside the extension host and notes in $BALLAST_SUITE_RESULT how it ended: VS Code ends with
// code 0 too when its extension host is killed, which must not pass for a green run.
const { writeFileSync } = require('node:fs');

exports.run = async () => {
  const note = (outcome) => writeFileSync(process.env.BALLAST_SUITE_RESULT, outcome);
  try {
    await require(process.env.BALLAST_SUITE).run();
    note('passed');
  } catch (error) {
    note('failed');
    throw error;
  }
};
