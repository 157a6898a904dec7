CREATE TABLE `assignment` (
	`workspace_id` text NOT NULL,
	`lead_id` text NOT NULL,
	`id` text NOT NULL,
	`at` integer NOT NULL,
	`from_id` text,
	`to_id` text,
	`team_id` text,
	`actor` text,
	`reason` text NOT NULL,
	PRIMARY KEY(`workspace_id`, `lead_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `audit` (
	`n` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`workspace_id` text NOT NULL,
	`at` integer NOT NULL,
	`actor` text,
	`on_behalf` text,
	`act` text NOT NULL,
	`subject_kind` text NOT NULL,
	`subject` text NOT NULL,
	`ip` text,
	`browser` text,
	`request` text,
	`detail_hash` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `audit_id_unique` ON `audit` (`id`);--> statement-breakpoint
CREATE INDEX `audit_workspace` ON `audit` (`workspace_id`,`n`);--> statement-breakpoint
CREATE TABLE `audit_detail` (
	`audit` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`salt` text NOT NULL,
	`detail` text NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `audit_seal` (
	`workspace_id` text NOT NULL,
	`from_n` integer NOT NULL,
	`to_n` integer NOT NULL,
	`count` integer NOT NULL,
	`previous` text NOT NULL,
	`hash` text NOT NULL,
	`sealed_at` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `from_n`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `change_log` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` text NOT NULL,
	`at` integer NOT NULL,
	`entity` text NOT NULL,
	`entity_id` text NOT NULL,
	`op` text NOT NULL,
	`fields` text NOT NULL,
	`mutation` text,
	`actor` text,
	`before` text,
	`after` text
);
--> statement-breakpoint
CREATE INDEX `change_log_workspace` ON `change_log` (`workspace_id`,`seq`);--> statement-breakpoint
CREATE TABLE `form` (
	`workspace_id` text NOT NULL,
	`id` text NOT NULL,
	`page` text NOT NULL,
	`name` text NOT NULL,
	`locale` text,
	`questions` text NOT NULL,
	`checkboxes` text NOT NULL,
	`project` text,
	`read_at` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `identity` (
	`workspace_id` text NOT NULL,
	`kind` text NOT NULL,
	`value` text NOT NULL,
	`lead_id` text NOT NULL,
	`claims` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `kind`, `value`, `lead_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `identity_claim` ON `identity` (`workspace_id`,`kind`,`value`) WHERE claims = 1;--> statement-breakpoint
CREATE INDEX `identity_lead` ON `identity` (`workspace_id`,`lead_id`);--> statement-breakpoint
CREATE TABLE `lead` (
	`n` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`workspace_id` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`name` text NOT NULL,
	`phone` text,
	`email` text,
	`company` text,
	`city` text,
	`stage` text NOT NULL,
	`owner_id` text,
	`team_id` text,
	`reason` text NOT NULL,
	`form_id` text,
	`page_id` text,
	`campaign_id` text,
	`project_id` text,
	`source` text,
	`is_test` integer NOT NULL,
	`submitted_at` integer NOT NULL,
	`received_at` integer NOT NULL,
	`amber_at` integer NOT NULL,
	`red_at` integer NOT NULL,
	`first_attempt_at` integer,
	`last_activity_at` integer NOT NULL,
	`archived_at` integer,
	`same_as` text,
	`edited` text DEFAULT '[]' NOT NULL,
	`custom` text DEFAULT '{}' NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `lead_id_unique` ON `lead` (`id`);--> statement-breakpoint
CREATE INDEX `lead_all` ON `lead` (`workspace_id`,`submitted_at`,`n`) WHERE archived_at IS NULL;--> statement-breakpoint
CREATE INDEX `lead_owner` ON `lead` (`workspace_id`,`owner_id`,`submitted_at`,`n`) WHERE archived_at IS NULL;--> statement-breakpoint
CREATE INDEX `lead_team` ON `lead` (`workspace_id`,`team_id`,`submitted_at`,`n`) WHERE archived_at IS NULL;--> statement-breakpoint
CREATE INDEX `lead_waiting` ON `lead` (`workspace_id`,`owner_id`,`submitted_at`) WHERE first_attempt_at IS NULL AND archived_at IS NULL AND is_test = 0 AND stage IN ('new','contacted','qualified','visit');--> statement-breakpoint
CREATE TABLE `lead_search` (
	`n` integer PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`scope` text NOT NULL,
	`body` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `lead_value` (
	`workspace_id` text NOT NULL,
	`field` text NOT NULL,
	`key` text NOT NULL,
	`n` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `field`, `key`, `n`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `member` (
	`workspace_id` text NOT NULL,
	`person_id` text NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`status` text NOT NULL,
	`weight` integer NOT NULL,
	`away` integer NOT NULL,
	`teams` text NOT NULL,
	`version` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `person_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `mutation` (
	`workspace_id` text NOT NULL,
	`id` text NOT NULL,
	`group_id` text NOT NULL,
	`actor` text NOT NULL,
	`at` integer NOT NULL,
	`lead_id` text NOT NULL,
	`inverse` text,
	PRIMARY KEY(`workspace_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `project` (
	`workspace_id` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`code` text,
	PRIMARY KEY(`workspace_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `routing_rule` (
	`workspace_id` text NOT NULL,
	`place` integer NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`enabled` integer DEFAULT true NOT NULL,
	`match` text NOT NULL,
	`pool` text NOT NULL,
	PRIMARY KEY(`workspace_id`, `place`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `routing_turn` (
	`workspace_id` text NOT NULL,
	`rule` text NOT NULL,
	`credits` text NOT NULL,
	`version` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `rule`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `submission` (
	`workspace_id` text NOT NULL,
	`source` text NOT NULL,
	`id` text NOT NULL,
	`lead_id` text NOT NULL,
	`form_id` text,
	`form_name` text,
	`page_id` text,
	`campaign` text,
	`ad_set` text,
	`ad` text,
	`platform` text,
	`organic` integer NOT NULL,
	`via` text NOT NULL,
	`submitted_at` integer NOT NULL,
	`received_at` integer NOT NULL,
	`answers` text NOT NULL,
	`consents` text NOT NULL,
	PRIMARY KEY(`workspace_id`, `source`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `submission_lead` ON `submission` (`workspace_id`,`lead_id`);--> statement-breakpoint
CREATE TABLE `tally` (
	`workspace_id` text NOT NULL,
	`owner_id` text NOT NULL,
	`team_id` text NOT NULL,
	`stage` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `owner_id`, `team_id`, `stage`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `team` (
	`workspace_id` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`version` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `timeline` (
	`workspace_id` text NOT NULL,
	`lead_id` text NOT NULL,
	`id` text NOT NULL,
	`at` integer NOT NULL,
	`actor` text,
	`data` text NOT NULL,
	PRIMARY KEY(`workspace_id`, `lead_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `tombstone` (
	`workspace_id` text NOT NULL,
	`kind` text NOT NULL,
	`hash` text NOT NULL,
	`erased_at` integer NOT NULL,
	`never_again` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `kind`, `hash`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `workspace_state` (
	`workspace_id` text PRIMARY KEY NOT NULL,
	`epoch` text NOT NULL,
	`access_version` integer DEFAULT 1 NOT NULL,
	`log_floor` integer DEFAULT 0 NOT NULL,
	`name` text NOT NULL,
	`status` text NOT NULL,
	`settings` text NOT NULL,
	`version` integer NOT NULL
) WITHOUT ROWID;
