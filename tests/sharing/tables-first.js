/** Runs the tables before the laws: most mutants fall to a table in a tenth of the time, and the first fall is enough. */
const { default: Sequencer } = require("@jest/test-sequencer");

const isLaw = ({ path }) => (path.includes("/laws/") ? 1 : 0);

module.exports = class extends Sequencer {
  sort(tests) {
    return [...tests].sort((a, b) => isLaw(a) - isLaw(b) || a.path.localeCompare(b.path));
  }
};
