-- The heads of the logs as they stood once a day, hashed to one text that can be printed or mailed. Each anchor names the one before.
CREATE TABLE log_anchor (
  organisation uuid NOT NULL REFERENCES organisation (id),
  n bigint NOT NULL CHECK (n >= 1),
  at timestamptz NOT NULL,
  digest text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
  signature text NOT NULL CHECK (signature ~ '^[0-9a-f]{128}$'),
  PRIMARY KEY (organisation, n)
);

-- Only the visits that moved since the anchor before: what did not move is pinned by an earlier one.
CREATE TABLE log_anchor_head (
  organisation uuid NOT NULL,
  n bigint NOT NULL,
  visit uuid NOT NULL,
  seq bigint NOT NULL CHECK (seq >= 1),
  head text NOT NULL CHECK (head ~ '^[0-9a-f]{64}$'),
  PRIMARY KEY (organisation, n, visit),
  FOREIGN KEY (organisation, n) REFERENCES log_anchor (organisation, n)
);
CREATE INDEX log_anchor_head_visit ON log_anchor_head (organisation, visit, n DESC);

CREATE TRIGGER log_anchor_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_anchor
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER log_anchor_head_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_anchor_head
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
