-- What DuckDB is asked for: the same facts that an audit by Ballast rests on. The bench makes the view `file` and sets the
-- number of threads before; each statement's answer is read completely.

-- Of CSV, dialect and types by DuckDB's own detection; line breaks inside quotes are its default.
CREATE TEMP TABLE data AS FROM file;

-- Per column: type, missing, distinct (HyperLogLog), minimum, maximum, mean, deviation, quartiles (t-digest).
SUMMARIZE data;

-- Per column: the ten most frequent values (Filtered Space-Saving).
SELECT approx_top_k(COLUMNS(*), 10) FROM data;

-- Rows per class.
SELECT outcome, count(*) AS n FROM data GROUP BY outcome ORDER BY n DESC;

-- Rows, and rows beyond the first of each set of equal ones.
SELECT count(*) AS n, count(*) - (SELECT count(*) FROM (SELECT DISTINCT * FROM data)) AS copies FROM data;
