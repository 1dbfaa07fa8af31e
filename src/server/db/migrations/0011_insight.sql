-- Sealed results taken apart once, when they are approved, so that comparisons never fold a log.

-- Which transition's result stands; null where none does. The results themselves never change: another approval is another row.
ALTER TABLE visit_summary ADD COLUMN sealed_n integer CHECK (sealed_n >= 1);

-- The total of 0–100 as an exact fraction, and what was sealed beside it.
CREATE TABLE visit_result (
  organisation uuid NOT NULL,
  visit uuid NOT NULL,
  sealed_n integer NOT NULL CHECK (sealed_n >= 1),
  numerator numeric NOT NULL CHECK (numerator >= 0),
  denominator numeric NOT NULL CHECK (denominator > 0),
  rounded text NOT NULL,
  category text NOT NULL,
  zone text NOT NULL,
  -- False where the log no longer gives the sealed total, as after an erasure: the total counts, its parts are not known.
  has_parts boolean NOT NULL,
  PRIMARY KEY (organisation, visit, sealed_n),
  FOREIGN KEY (organisation, visit) REFERENCES visit (organisation, id)
);

-- Values of 0–1 per dimension and indicator; none for what applied to nobody.
CREATE TABLE visit_result_part (
  organisation uuid NOT NULL,
  visit uuid NOT NULL,
  sealed_n integer NOT NULL,
  level text NOT NULL CHECK (level IN ('dimension', 'indicator')),
  node text NOT NULL CHECK (length(node) BETWEEN 1 AND 100),
  numerator numeric NOT NULL CHECK (numerator >= 0),
  denominator numeric NOT NULL CHECK (denominator > 0),
  PRIMARY KEY (organisation, visit, sealed_n, level, node),
  FOREIGN KEY (organisation, visit, sealed_n) REFERENCES visit_result (organisation, visit, sealed_n)
);

-- Results that were sealed before this are taken apart as the lists are read.
UPDATE visit_summary SET summary_seq = 0 WHERE status IN ('approved', 'published', 'objected', 'final');

CREATE INDEX visit_summary_start ON visit_summary (organisation, start_day);
