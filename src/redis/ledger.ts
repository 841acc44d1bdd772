/** The ledger of slots in Redis: who took which, who is alive, and since when it is complete. Times in it are microseconds. */
import { createScript } from './script.ts';
import type { Redis } from './connect.ts';

/** Milliseconds of silence after which a process counts as gone. */
export const silenceMs = 5_000;

export interface Entry {
  readonly lane: string;
  readonly count: number;
  readonly windowMs: number;
  readonly gapMs: number;
  /** Milliseconds from now before which the slot must not be. */
  readonly leadMs: number;
  /** The same, for a ledger that is not complete. */
  readonly youngLeadMs: number;
  /** Whether the slot that this process took last was not used, and is given back. @default false */
  readonly isInstead?: boolean;
}

/** What the ledger says; `now` and `slot` are in milliseconds, on the clock of Redis. */
export interface Answer {
  readonly now: number;
  /** The slot that was taken. Without an entry, of no meaning. */
  readonly slot: number;
  /** Processes that are alive, this one counted. */
  readonly live: number;
  /** Processes that took slots of the lane in the last window, this one counted. */
  readonly active: number;
  /** Whether the ledger is so new that there may be slots, and processes, that it does not know. */
  readonly young: boolean;
}

/**
 * All of it is one hash, so that an eviction takes everything or nothing, and so that it has one place in a cluster. Fields: `since`
 * (before that, nothing is known), `seen` (the last sign of life of anybody), `replicas`, and one for the log of each lane. `since`
 * is set anew when the ledger is gone, and also when nobody was seen for so long that it may be an old copy, or the clock another.
 */
const write = createScript(`
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local me, silence, young, lane = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
local text = function(number) return string.format('%.0f', number) end

local ledger = redis.call('HMGET', KEYS[1], 'since', 'seen', 'replicas', 'lane ' .. lane)
local since, seen = tonumber(ledger[1] or ''), tonumber(ledger[2] or '')
if not since or not seen or math.abs(now - seen) > silence then
  redis.call('DEL', KEYS[1])
  since, ledger[3], ledger[4] = now, false, false
end

local live, replicas = 1, me .. ' ' .. text(now) .. ' '
for id, at in string.gmatch(ledger[3] or '', '(%S+) (%d+) ') do
  if id ~= me and math.abs(now - at) < silence then
    live, replicas = live + 1, replicas .. id .. ' ' .. at .. ' '
  end
end
redis.call('HSET', KEYS[1], 'since', text(since), 'seen', text(now), 'replicas', replicas)
local isYoung = now - since < young and 1 or 0
if lane == '' then return { now, now, live, 1, isYoung } end

local count, window, gap = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local slot = math.max(now + ARGV[8], since + window)
if isYoung == 1 then slot = math.max(slot, now + ARGV[9]) end
local longest = math.max(window, gap)
local slots, log, active, known, mine = {}, {}, 1, { [me] = true }, nil
for at, id in string.gmatch(ledger[4] or '', '(%d+) (%S+) ') do
  at = tonumber(at)
  if at > now - 2 * longest then
    slots[#slots + 1] = at
    log[#log + 1] = text(at) .. ' ' .. id .. ' '
    if at > now - longest and not known[id] then active, known[id] = active + 1, true end
    if id == me then mine = #slots end
  end
end
if ARGV[10] == '1' and mine then
  table.remove(slots, mine)
  table.remove(log, mine)
end
if #slots > 0 then slot = math.max(slot, slots[#slots] + gap) end
if #slots >= count then slot = math.max(slot, slots[#slots - count + 1] + window) end
log[#log + 1] = text(slot) .. ' ' .. me .. ' '
redis.call('HSET', KEYS[1], 'lane ' .. lane, table.concat(log))
return { now, slot, live, active, isYoung }
`);

const strike = createScript(`
local replicas = redis.call('HGET', KEYS[1], 'replicas')
if replicas then redis.call('HSET', KEYS[1], 'replicas', (string.gsub(replicas, ARGV[1] .. ' %d+ ', ''))) end
`);

export interface Ledger {
  /** Gives a sign of life and, with an entry, takes a slot. A ledger is young for so many milliseconds. Rejects as Redis does. */
  readonly write: (youngMs: number, entry?: Entry) => Promise<Answer>;
  /** Says that this process is gone. */
  readonly leave: () => Promise<void>;
}

/** The id of this process is of letters and digits. */
export function createLedger(redis: Pick<Redis, 'run'>, key: string, id: string): Ledger {
  return {
    write: async (youngMs, entry) => {
      const times = entry && [entry.windowMs, entry.gapMs, entry.leadMs, entry.youngLeadMs].map(micros);
      const args = [
        id,
        micros(silenceMs),
        micros(youngMs),
        ...(entry ? [entry.lane, entry.count] : ['']),
        ...(times ?? []),
        ...(entry ? [Number(entry.isInstead === true)] : []),
      ];
      return readAnswer(await write(redis, key, args));
    },
    leave: async () => {
      await strike(redis, key, [id]);
    },
  };
}

function micros(ms: number): number {
  return Math.max(0, Math.ceil(ms * 1_000));
}

function readAnswer(reply: unknown): Answer {
  const numbers: readonly unknown[] = Array.isArray(reply) ? reply : [];
  const [now, slot, live, active, young] = numbers.map(Number);
  if (now === undefined || slot === undefined || live === undefined || active === undefined)
    throw new Error('Redis answered something else than the ledger of slots');
  return { now: now / 1_000, slot: slot / 1_000, live, active, young: young === 1 };
}
