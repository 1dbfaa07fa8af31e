-- Who signed in, who changed people, offices and settings, who opened or took away which visit. Appended to, never changed.
CREATE TABLE access_log (
  organisation uuid NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL DEFAULT now(),
  person uuid NOT NULL,
  action text NOT NULL CHECK (action ~ '^[a-z][A-Za-z]{0,39}$'),
  -- The id of what it was done to, where the address names one.
  subject uuid,
  -- Of sign-ins only.
  address text CHECK (length(address) <= 100),
  PRIMARY KEY (organisation, id)
);

CREATE TRIGGER access_log_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON access_log
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
