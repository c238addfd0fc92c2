"""A peer that answers "run once" over a pipe. A line is a command and its words between tabs; so is an answer.

prepare ID KEY=VALUE...   makes a task: every way of the library to compute it is tried, and the quickest kept -> ready, which way; once
                          the setting "seconds" is over no further way is tried, and the answer has a second word that names those
run ID                    -> ms, milliseconds of one computation
answer ID                 writes what was computed to ID.primal.npy and ID.tangent.npy -> written
reference KEY=VALUE...    computes it in float64: reference.primal.npy and reference.tangent.npy -> written
forget                    drops all tasks -> forgotten
hello                     -> hello KEY=VALUE...
What cannot be done is answered by: failed SENTENCE
"""

import gc
import importlib
import os
import sys
import time

from arrays import Case

BATCH_SECONDS = 0.01
LONG_SECONDS = 0.3
BATCHES = 3
TRIAL_SECONDS = 0.5
LEAST_TRIALS = 2
MOST_TRIALS = 100


def once(way):
    begin = time.perf_counter()
    way()
    return time.perf_counter() - begin


class Task:
    """`ways` are functions by name; each waits for its result and returns (primal, tangent), either None or convertible to an array."""

    def __init__(self, case, ways):
        self.case = case
        self.refused = []
        self.untried = []
        best = None
        begin = time.perf_counter()
        limit = float(case.settings.get("seconds", "inf"))
        longest = 0.0
        for name, make in ways.items():
            way_begin = time.perf_counter()
            if best is not None and way_begin - begin + longest > limit:
                self.untried.append(name)
                continue
            try:
                way = make()
                once(way)
                seconds = once(way)
                trials = min(MOST_TRIALS, max(LEAST_TRIALS, int(TRIAL_SECONDS / seconds)))
                seconds = min(once(way) for _ in range(trials))
            except Exception as error:  # whatever a library's mode throws, it does not work
                self.refused.append(f"{name} ({type(error).__name__})")
                print(f"{name} does not work: {str(error).strip()[:300]}", file=sys.stderr)
                continue
            finally:
                longest = max(longest, time.perf_counter() - way_begin)
            print(f"{case.settings.get('model', case.kind)} {case.method} {name}: {1e3 * seconds:.3f} ms", file=sys.stderr)
            if best is None or seconds < best[0]:
                best = (seconds, name, way)
        if best is None:
            raise RuntimeError("no way to compute it works: " + ", ".join(self.refused))
        self.seconds, self.name, self.way = best
        once(self.way)  # what was compiled may be forgotten by now, and is compiled once more

    def run(self):
        """The shortest of several batches, each long enough for the clock, after a warm-up batch."""
        count = max(1, round(BATCH_SECONDS / self.seconds))
        self.batch(count)
        if self.seconds > LONG_SECONDS:
            return self.batch(1)
        return min(self.batch(count) for _ in range(BATCHES))

    def batch(self, count):
        begin = time.perf_counter()
        for _ in range(count):
            self.way()
        return (time.perf_counter() - begin) / count


def main(library):
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever libraries print is no answer
    try:
        peer = importlib.import_module(library + "_peer")
    except Exception as error:
        print("failed", f"{library} cannot be loaded: {error}".replace("\n", " "), sep="\t", file=answers, flush=True)
        return
    print("ready", file=answers, flush=True)
    tasks = {}

    def answer(words):
        command, *words = words
        if command == "hello":
            return ["hello", *(f"{key}={value}" for key, value in peer.environment().items())]
        if command == "forget":
            tasks.clear()
            gc.collect()
            return ["forgotten"]
        if command == "run":
            return ["ms", repr(1e3 * tasks[words[0]].run())]
        if command == "answer":
            task = tasks[words[0]]
            for name, values in zip(("primal", "tangent"), peer.answer(task)):
                if values is not None:
                    task.case.write(f"{words[0]}.{name}", values)
            return ["written"]
        if command == "prepare":
            case = Case(dict(word.split("=", 1) for word in words[1:]))
            task = tasks[words[0]] = Task(case, peer.ways(case))
            return ["ready", task.name] + (["untried for want of time: " + ", ".join(task.untried)] if task.untried else [])
        if command == "reference":
            case = Case(dict(word.split("=", 1) for word in words))
            for name, values in zip(("primal", "tangent"), peer.reference(case)):
                if values is not None:
                    case.write("reference." + name, values)
            return ["written"]
        raise ValueError(f"there is no command {command}")

    for line in sys.stdin:
        try:
            words = answer(line.rstrip("\n").split("\t"))
        except Exception as error:
            words = ["failed", f"{type(error).__name__}: {error}".replace("\n", " ").replace("\t", " ")[:500]]
        print(*words, sep="\t", file=answers, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
