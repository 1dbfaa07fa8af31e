-- What an office is to mend after an approved visit: one indicator of that visit each.
CREATE TABLE improvement (
  organisation uuid NOT NULL,
  id uuid NOT NULL,
  office uuid NOT NULL,
  visit uuid NOT NULL,
  instrument text NOT NULL REFERENCES instrument (hash),
  indicator text NOT NULL,
  -- What mending it alone would have added to the sealed total, a decimal of 0 to 100.
  gain text NOT NULL,
  owner text NOT NULL DEFAULT '' CHECK (length(owner) <= 200),
  due_on date,
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'reported', 'verified', 'dropped')),
  made_at timestamptz NOT NULL DEFAULT now(),
  changed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation, id),
  UNIQUE (organisation, visit, indicator),
  FOREIGN KEY (organisation, office) REFERENCES office (organisation, id),
  FOREIGN KEY (organisation, visit) REFERENCES visit (organisation, id)
);
CREATE INDEX improvement_of_office ON improvement (organisation, office, status);
CREATE INDEX improvement_due ON improvement (organisation, due_on) WHERE status IN ('open', 'reported');

-- What became of it, step by step. Never changed.
CREATE TABLE improvement_step (
  organisation uuid NOT NULL,
  improvement uuid NOT NULL,
  n integer NOT NULL CHECK (n >= 1),
  action text NOT NULL,
  note text NOT NULL CHECK (length(note) <= 2000),
  person uuid NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation, improvement, n),
  FOREIGN KEY (organisation, improvement) REFERENCES improvement (organisation, id)
);
CREATE TRIGGER improvement_step_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON improvement_step
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
