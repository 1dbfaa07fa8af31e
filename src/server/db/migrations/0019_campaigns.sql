-- A year's round of visits as it is planned: which offices, by which team, when, under which assignment letter.
CREATE TABLE campaign (
  organisation uuid NOT NULL REFERENCES organisation (id),
  id uuid NOT NULL,
  title text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
  year integer NOT NULL CHECK (year BETWEEN 2000 AND 2100),
  instrument text NOT NULL REFERENCES instrument (hash),
  starts_on date NOT NULL,
  ends_on date NOT NULL CHECK (ends_on >= starts_on),
  letter text NOT NULL DEFAULT '' CHECK (length(letter) <= 200),
  is_closed boolean NOT NULL DEFAULT false,
  made_by uuid NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation, id)
);

CREATE TABLE campaign_team (
  organisation uuid NOT NULL,
  campaign uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  PRIMARY KEY (organisation, campaign, id),
  UNIQUE (organisation, campaign, name),
  FOREIGN KEY (organisation, campaign) REFERENCES campaign (organisation, id)
);

CREATE TABLE campaign_member (
  organisation uuid NOT NULL,
  campaign uuid NOT NULL,
  team uuid NOT NULL,
  person uuid NOT NULL,
  PRIMARY KEY (organisation, campaign, team, person),
  FOREIGN KEY (organisation, campaign, team) REFERENCES campaign_team (organisation, campaign, id) ON DELETE CASCADE,
  FOREIGN KEY (organisation, person) REFERENCES membership (organisation, person)
);
CREATE INDEX campaign_member_person ON campaign_member (organisation, person);

-- The visit has its id and the key that admits its team before anybody has begun it: whoever of the team begins it, with or
-- without a network, begins the same visit. There is no row in visit until then.
CREATE TABLE planned_visit (
  organisation uuid NOT NULL,
  visit uuid NOT NULL,
  campaign uuid NOT NULL,
  office uuid NOT NULL,
  team uuid,
  starts_on date,
  ends_on date CHECK (ends_on >= starts_on),
  -- Empty: the campaign's.
  letter text NOT NULL DEFAULT '' CHECK (length(letter) <= 200),
  join_key text NOT NULL CHECK (join_key ~ '^[0-9a-f]{32}$'),
  made_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation, visit),
  UNIQUE (organisation, campaign, office),
  FOREIGN KEY (organisation, campaign) REFERENCES campaign (organisation, id),
  FOREIGN KEY (organisation, office) REFERENCES office (organisation, id),
  FOREIGN KEY (organisation, campaign, team) REFERENCES campaign_team (organisation, campaign, id),
  CHECK ((starts_on IS NULL) = (ends_on IS NULL))
);
CREATE INDEX planned_visit_team ON planned_visit (organisation, campaign, team);
