// Does something again and again while somebody looks: often while it changes, seldom else.
import { setConnected } from "./notice.js";

const LIVE = 1500;
const QUIET = 8000;
const BROKEN = 4000;

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
  try {
    const live = await work();
    setConnected(true);
    return live ? LIVE : QUIET;
  } catch (error) {
    setConnected(false, error.message);
    return BROKEN;
  }
}
