"""The statement that finds messages: in steps over the stretches of the viewer's own rooms, the newest first."""

from db.queries.messages import COLUMNS, JOINS

# Clocks of web processes may differ: what is known of a stretch's times is taken to be a minute wider.
SLACK = "interval '1 minute'"

KEY = "to_hex(mine.search_key) || '.' || to_hex(s.stretch) || ':'"

STEP = "floor(2 / ln(2::float8) * ln(1 + (row_number() OVER (ORDER BY newest_at DESC, key) - 1) / 32::float8))"

# The stretches of the viewer's rooms between two times, from the newest, and in which step each is looked at: the first
# in a dozen, then in more and more. $1 who, $2 which firm, $3 which rooms, $4 which kind, $5 from when, $6 until when,
# $9 the floor of a tier that was looked through before, so that its later pages hold the same.
STRETCHES = f"""
mine AS MATERIALIZED (
    SELECT r.id, r.search_key, r.active_at
    FROM participation p JOIN room r ON r.id = p.room_id
    WHERE p.person_id = $1 AND p.left_at IS NULL AND r.workspace_id = $2
      AND ($3::uuid[] IS NULL OR r.id = ANY ($3)) AND ($4::text IS NULL OR r.kind = $4)
      AND (NOT $10::boolean OR EXISTS (SELECT FROM attachment a WHERE a.room_id = r.id AND a.kind = 'IMAGE'))
), stretch AS MATERIALIZED (
    SELECT {KEY} AS key, least(coalesce(s.last_at, mine.active_at) + {SLACK}, $6::timestamptz) AS newest_at
    FROM mine JOIN search_stretch s ON s.room_id = mine.id
    WHERE s.first_at - {SLACK} <= $6
      AND ($5::timestamptz IS NULL OR coalesce(s.last_at, mine.active_at) + {SLACK} >= $5)
), look AS MATERIALIZED (
    SELECT key, newest_at, {STEP}::integer AS step
    FROM stretch WHERE $9::timestamptz IS NULL OR newest_at > $9
), step AS MATERIALIZED (
    SELECT step, lead(max(newest_at)) OVER (ORDER BY step) AS after FROM look GROUP BY step
)
"""

# One step of looking. Candidates hold the words of a phrase anywhere; those that are newer than what later steps can
# find are sure, once the phrase was read in them, and the others wait. The newest $8 wait (for a phrase four times as
# many): when there are more, the tier ends at the oldest of these, its `bound`.
MOST = "(CASE WHEN strpos($7, ' <-> ') > 0 THEN 4 ELSE 1 END * $8)"
LOOKED = f"""
SELECT array_agg(each.message_id) FILTER (WHERE is_sure AND is_met) AS ids,
    array_agg(each.sent_at) FILTER (WHERE is_sure AND is_met) AS times,
    array_agg(each.key) FILTER (WHERE is_sure AND is_met) AS keys,
    array_agg(each.message_id) FILTER (WHERE NOT is_sure) AS waiting_ids,
    array_agg(each.sent_at) FILTER (WHERE NOT is_sure) AS waiting_times,
    array_agg(each.key) FILTER (WHERE NOT is_sure) AS waiting_keys,
    max(each.oldest_at) AS bound,
    count(*) FILTER (WHERE is_sure AND is_met) AS count
FROM (
    SELECT *, CASE WHEN $9 IS NULL AND count(*) OVER () > {MOST} THEN min(sent_at) OVER () END AS oldest_at
    FROM (
        SELECT * FROM unnest(walk.waiting_ids, walk.waiting_times, walk.waiting_keys)
            AS known (message_id, sent_at, key)
        UNION ALL
        SELECT found.message_id, found.sent_at, look.key FROM look CROSS JOIN LATERAL (
            SELECT e.message_id, e.sent_at FROM message_search e
            WHERE e.words @@ replace(replace($7, ' <-> ', ' & '), '~', look.key)::tsquery
              AND e.sent_at <= $6 AND ($5 IS NULL OR e.sent_at >= $5) AND ($9 IS NULL OR e.sent_at > $9)
              AND (walk.bound IS NULL OR e.sent_at > walk.bound)
              AND (NOT $10::boolean OR EXISTS (
                SELECT FROM attachment a
                WHERE a.room_id = e.room_id AND a.message_id = e.message_id AND a.kind = 'IMAGE'))
            OFFSET 0
        ) found WHERE look.step = step.step
        ORDER BY sent_at DESC LIMIT CASE WHEN $9 IS NULL THEN {MOST} + 1 END
    ) newest
) each CROSS JOIN LATERAL (
    SELECT $9 IS NOT NULL OR coalesce(each.sent_at > greatest(step.after, each.oldest_at, walk.bound), true) AS is_sure
) time CROSS JOIN LATERAL (
    SELECT CASE WHEN is_sure AND strpos($7, ' <-> ') > 0 THEN (
        SELECT e.words @@ replace($7, '~', each.key)::tsquery FROM message_search e WHERE e.message_id = each.message_id
    ) ELSE true END AS is_met
) phrase
"""

# Steps are taken until $8 matches are sure, or in the first ones as many as three pages hold: of words that are
# everywhere much more would have to be read than is shown. The newest $8 are ranked. `floor` is the time after which
# nothing was left out. The next tier begins there; each gets further, since steps go on as long as nothing is sure.
# Score: relevance by ts_rank, a file's name at four times a word of the text, divided by 1 + log of the length; times
# recency, from 1 down to 1/4, half of the way after 30 days. It is a whole number, to compare exactly.
SEARCH = f"""
WITH RECURSIVE {STRETCHES}, walk AS (
    SELECT -1 AS step, NULL::timestamptz AS after, NULL::uuid[] AS ids, NULL::timestamptz[] AS times,
        NULL::text[] AS keys, NULL::uuid[] AS waiting_ids, NULL::timestamptz[] AS waiting_times,
        NULL::text[] AS waiting_keys, NULL::timestamptz AS bound, 0::bigint AS count
    UNION ALL
    SELECT step.step, step.after, looked.ids, looked.times, looked.keys, looked.waiting_ids, looked.waiting_times,
        looked.waiting_keys, coalesce(looked.bound, walk.bound), walk.count + looked.count
    FROM walk JOIN step ON step.step = walk.step + 1 CROSS JOIN LATERAL ({LOOKED}) looked
    WHERE $9 IS NOT NULL
        OR (walk.count < CASE WHEN walk.step < 4 THEN least($8::bigint, 3 * $14) ELSE $8 END
            AND (walk.bound IS NULL OR walk.bound < walk.after))
), seen AS MATERIALIZED (
    SELECT each.* FROM walk CROSS JOIN unnest(walk.ids, walk.times, walk.keys) AS each (message_id, sent_at, key)
), floor AS (
    SELECT coalesce($9, greatest(
        (SELECT greatest(after, bound) FROM walk ORDER BY step DESC LIMIT 1),
        (SELECT sent_at FROM seen ORDER BY sent_at DESC OFFSET $8 LIMIT 1))) AS at
), ranked AS (
    SELECT seen.message_id, round(1e9 * ts_rank('{{0.1, 0.2, 0.4, 1}}', e.words, replace($7, '~', key)::tsquery, 1)
        * (0.25 + 0.75 * power(0.5, greatest(extract(epoch FROM $11::timestamptz - e.sent_at), 0) / 2592000)))::bigint
        AS score
    FROM seen CROSS JOIN floor JOIN message_search e USING (message_id)
    WHERE floor.at IS NULL OR seen.sent_at > floor.at
), page AS (
    SELECT * FROM ranked WHERE $12::bigint IS NULL OR (score, message_id) < ($12, $13::uuid)
    ORDER BY score DESC, message_id DESC LIMIT $14
)
SELECT {COLUMNS}, page.score, floor.at AS floor, (
    SELECT json_agg(json_build_array(a.id, a.file_name) ORDER BY a.place) FROM attachment a
    WHERE m.attachment_count > 0 AND a.room_id = m.room_id AND a.message_id = m.id) AS files
FROM floor LEFT JOIN (page JOIN message m ON m.id = page.message_id AND m.deleted_at IS NULL {JOINS}) ON true
ORDER BY page.score DESC, page.message_id DESC
"""
