// Does something again and again while somebody looks: often while it changes, seldom else.
import { setConnected } from "./notice.js";

const LIVE = 1500;
const QUIET = 8000;
const BROKEN = 4000;
// A page with very many runs must not keep browser and server busy all the time.
const REST = 4;
const LONGEST_REST = 10_000;

/** Calls the work at once and then over and over; it says whether what it shows is still changing. Gives what asks for it now. */
export function poll(work) {
  let timer;
  let working = false;
  let asked = false;

  async function turn() {
    clearTimeout(timer);
    asked = working;
    if (working || document.hidden) {
      return;
    }
    working = true;
    const wait = await attempt(work);
    working = false;
    timer = setTimeout(turn, asked ? 0 : wait); // what was asked for meanwhile, such as another tab, does not wait
  }

  document.addEventListener("visibilitychange", turn);
  turn();
  return turn;
}

async function attempt(work) {
  const begin = performance.now();
  try {
    const live = await work();
    setConnected(true);
    const rest = Math.min(LONGEST_REST, REST * (performance.now() - begin));
    return Math.max(live ? LIVE : QUIET, rest);
  } catch (error) {
    setConnected(false, error.message);
    return BROKEN;
  }
}
