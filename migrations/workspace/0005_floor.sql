CREATE TABLE `campaign` (
	`workspace_id` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`project` text,
	PRIMARY KEY(`workspace_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `follow_up` (
	`workspace_id` text NOT NULL,
	`lead_id` text NOT NULL,
	`id` text NOT NULL,
	`person_id` text NOT NULL,
	`way` text NOT NULL,
	`note` text,
	`due_at` integer NOT NULL,
	`remind` integer,
	`remind_at` integer,
	`repeats` text,
	`state` text NOT NULL,
	`done_at` integer,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`version` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `lead_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `follow_up_due` ON `follow_up` (`workspace_id`,`person_id`,`due_at`) WHERE state = 'open';--> statement-breakpoint
CREATE INDEX `follow_up_remind` ON `follow_up` (`remind_at`) WHERE remind_at IS NOT NULL;--> statement-breakpoint
CREATE TABLE `lead_project` (
	`workspace_id` text NOT NULL,
	`lead_id` text NOT NULL,
	`project_id` text NOT NULL,
	`interest` text,
	`note` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `lead_id`, `project_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `setup` (
	`workspace_id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`stages` text NOT NULL,
	`lost_reasons` text NOT NULL,
	`fields` text NOT NULL,
	`templates` text NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `view` (
	`workspace_id` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`by_id` text NOT NULL,
	`share` text NOT NULL,
	`team_id` text,
	`shape` text NOT NULL,
	`version` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
DROP INDEX `lead_waiting`;--> statement-breakpoint
ALTER TABLE `lead` ADD `language` text;--> statement-breakpoint
ALTER TABLE `lead` ADD `priority` text;--> statement-breakpoint
ALTER TABLE `lead` ADD `projects` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `lead` ADD `tags` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `lead` ADD `reached_at` integer;--> statement-breakpoint
ALTER TABLE `lead` ADD `next_follow_up_at` integer;--> statement-breakpoint
ALTER TABLE `lead` ADD `closed_at` integer;--> statement-breakpoint
ALTER TABLE `lead` ADD `value` integer;--> statement-breakpoint
ALTER TABLE `lead` ADD `lost_reason` text;--> statement-breakpoint
ALTER TABLE `lead` ADD `no_contact` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `lead` ADD `bans` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `lead` ADD `contacts` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
CREATE INDEX `lead_active` ON `lead` (`workspace_id`,`last_activity_at`,`n`) WHERE archived_at IS NULL;--> statement-breakpoint
CREATE INDEX `lead_active_owner` ON `lead` (`workspace_id`,`owner_id`,`last_activity_at`,`n`) WHERE archived_at IS NULL;--> statement-breakpoint
CREATE INDEX `lead_active_team` ON `lead` (`workspace_id`,`team_id`,`last_activity_at`,`n`) WHERE archived_at IS NULL;--> statement-breakpoint
CREATE INDEX `lead_stage` ON `lead` (`workspace_id`,`stage`,`submitted_at`,`n`) WHERE archived_at IS NULL;--> statement-breakpoint
CREATE INDEX `lead_stage_owner` ON `lead` (`workspace_id`,`owner_id`,`stage`,`submitted_at`,`n`) WHERE archived_at IS NULL;--> statement-breakpoint
CREATE INDEX `lead_stage_team` ON `lead` (`workspace_id`,`team_id`,`stage`,`submitted_at`,`n`) WHERE archived_at IS NULL;--> statement-breakpoint
CREATE INDEX `lead_due` ON `lead` (`workspace_id`,`next_follow_up_at`,`n`) WHERE archived_at IS NULL AND next_follow_up_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `lead_due_owner` ON `lead` (`workspace_id`,`owner_id`,`next_follow_up_at`,`n`) WHERE archived_at IS NULL AND next_follow_up_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `lead_due_team` ON `lead` (`workspace_id`,`team_id`,`next_follow_up_at`,`n`) WHERE archived_at IS NULL AND next_follow_up_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `lead_archived_at` ON `lead` (`workspace_id`,`archived_at`,`n`) WHERE archived_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `lead_waiting` ON `lead` (`workspace_id`,`owner_id`,`submitted_at`) WHERE first_attempt_at IS NULL AND archived_at IS NULL AND is_test = 0 AND closed_at IS NULL;--> statement-breakpoint
-- Nothing was ever written into it.
DROP TABLE `lead_value`;--> statement-breakpoint
CREATE TABLE `lead_value` (
	`workspace_id` text NOT NULL,
	`field` text NOT NULL,
	`key` text NOT NULL,
	`submitted_at` integer NOT NULL,
	`n` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `field`, `key`, `submitted_at`, `n`)
) WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `lead_search` ADD `phone` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `lead_search` ADD `email` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `lead_search` ADD `notes` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `project` ADD `place` text;--> statement-breakpoint
ALTER TABLE `project` ADD `status` text DEFAULT 'active' NOT NULL;--> statement-breakpoint
ALTER TABLE `project` ADD `version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `tally` ADD `value` integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
DROP TRIGGER `tally_created`;--> statement-breakpoint
DROP TRIGGER `tally_moved`;--> statement-breakpoint
DROP TRIGGER `tally_erased`;--> statement-breakpoint
-- What is there takes its new shape. A closed lead is taken to have been closed by the last thing that happened to it.
UPDATE `lead` SET
	`closed_at` = CASE WHEN `stage` IN ('won', 'lost') THEN `last_activity_at` END,
	`projects` = CASE WHEN `project_id` IS NULL THEN '[]' ELSE json_array(`project_id`) END,
	`reached_at` = (SELECT min(`at`) FROM `timeline` AS `one` WHERE `one`.`workspace_id` = `lead`.`workspace_id` AND `one`.`lead_id` = `lead`.`id`
		AND `data` ->> 'kind' = 'attempt' AND `data` ->> 'outcome' = 'reached' AND NOT EXISTS (SELECT 1 FROM `timeline` AS `other`
		WHERE `other`.`workspace_id` = `one`.`workspace_id` AND `other`.`lead_id` = `one`.`lead_id` AND `other`.`data` ->> 'kind' = 'withdrawn' AND `other`.`data` ->> 'attempt' = `one`.`id`));
--> statement-breakpoint
UPDATE `timeline` SET `data` = json_object('kind', 'withdrawn', 'of', `data` ->> 'attempt') WHERE `data` ->> 'kind' = 'withdrawn';--> statement-breakpoint
UPDATE `mutation` SET `inverse` = NULL WHERE `inverse` ->> '$.stage.to' IS NOT NULL;--> statement-breakpoint
INSERT INTO `lead_project` (`workspace_id`, `lead_id`, `project_id`, `at`) SELECT `workspace_id`, `id`, `project_id`, `submitted_at` FROM `lead` WHERE `project_id` IS NOT NULL;--> statement-breakpoint
INSERT INTO `lead_value` (`workspace_id`, `field`, `key`, `submitted_at`, `n`) SELECT `workspace_id`, 'project', `project_id`, `submitted_at`, `n` FROM `lead` WHERE `project_id` IS NOT NULL;--> statement-breakpoint
INSERT INTO `campaign` (`workspace_id`, `id`, `name`)
	SELECT `lead`.`workspace_id`, `campaign_id`, max(ifnull(`campaign`, `campaign_id`)) FROM `lead` JOIN `submission` ON `submission`.`workspace_id` = `lead`.`workspace_id` AND `submission`.`lead_id` = `lead`.`id`
	WHERE `campaign_id` IS NOT NULL GROUP BY 1, 2;
--> statement-breakpoint
CREATE TRIGGER `tally_created` AFTER INSERT ON `lead` BEGIN
	INSERT INTO `tally` (`workspace_id`, `owner_id`, `team_id`, `stage`, `count`, `value`)
	SELECT NEW.`workspace_id`, ifnull(NEW.`owner_id`, ''), ifnull(NEW.`team_id`, ''), NEW.`stage`, 1, ifnull(NEW.`value`, 0)
	WHERE NEW.`is_test` = 0 AND NEW.`archived_at` IS NULL
	ON CONFLICT DO UPDATE SET `count` = `count` + 1, `value` = `value` + excluded.`value`;
END;
--> statement-breakpoint
CREATE TRIGGER `tally_moved` AFTER UPDATE OF `owner_id`, `team_id`, `stage`, `archived_at`, `is_test`, `value` ON `lead` BEGIN
	INSERT INTO `tally` (`workspace_id`, `owner_id`, `team_id`, `stage`, `count`, `value`)
	SELECT OLD.`workspace_id`, ifnull(OLD.`owner_id`, ''), ifnull(OLD.`team_id`, ''), OLD.`stage`, -1, -ifnull(OLD.`value`, 0)
	WHERE OLD.`is_test` = 0 AND OLD.`archived_at` IS NULL
	ON CONFLICT DO UPDATE SET `count` = `count` - 1, `value` = `value` + excluded.`value`;
	INSERT INTO `tally` (`workspace_id`, `owner_id`, `team_id`, `stage`, `count`, `value`)
	SELECT NEW.`workspace_id`, ifnull(NEW.`owner_id`, ''), ifnull(NEW.`team_id`, ''), NEW.`stage`, 1, ifnull(NEW.`value`, 0)
	WHERE NEW.`is_test` = 0 AND NEW.`archived_at` IS NULL
	ON CONFLICT DO UPDATE SET `count` = `count` + 1, `value` = `value` + excluded.`value`;
END;
--> statement-breakpoint
CREATE TRIGGER `tally_erased` AFTER DELETE ON `lead` BEGIN
	INSERT INTO `tally` (`workspace_id`, `owner_id`, `team_id`, `stage`, `count`, `value`)
	SELECT OLD.`workspace_id`, ifnull(OLD.`owner_id`, ''), ifnull(OLD.`team_id`, ''), OLD.`stage`, -1, -ifnull(OLD.`value`, 0)
	WHERE OLD.`is_test` = 0 AND OLD.`archived_at` IS NULL
	ON CONFLICT DO UPDATE SET `count` = `count` - 1, `value` = `value` + excluded.`value`;
END;
--> statement-breakpoint
-- Telephones and addresses get columns of their own: they are kept from some (PV2). A telephone is found by any four of its digits or more.
DROP TRIGGER `lead_search_created`;--> statement-breakpoint
DROP TRIGGER `lead_search_erased`;--> statement-breakpoint
DROP TRIGGER `lead_search_changed`;--> statement-breakpoint
DROP TABLE `lead_fts`;--> statement-breakpoint
UPDATE `lead_search` SET
	`email` = ifnull((SELECT lower(`lead`.`email`) FROM `lead` WHERE `lead`.`n` = `lead_search`.`n`), ''),
	`phone` = ifnull((SELECT replace(replace(replace(replace(replace(`lead`.`phone`, '+', ''), ' ', ''), '-', ''), '(', ''), ')', '') FROM `lead` WHERE `lead`.`n` = `lead_search`.`n`), '');
--> statement-breakpoint
UPDATE `lead_search` SET `phone` = '' WHERE `phone` GLOB '*[^0-9]*';--> statement-breakpoint
-- A line each for name, company and city: as they were folded, which ends where telephone and address stood between them, else folded as far as SQL can.
UPDATE `lead_search` SET `body` = ifnull((SELECT
	CASE WHEN `lead_search`.`phone` <> '' AND instr(`body`, `lead_search`.`phone`) > 1 THEN trim(substr(`body`, 1, instr(`body`, `lead_search`.`phone`) - 1))
		WHEN `lead`.`phone` IS NULL AND `lead_search`.`email` <> '' AND instr(`body`, `lead_search`.`email`) > 1 THEN trim(substr(`body`, 1, instr(`body`, `lead_search`.`email`) - 1))
		ELSE lower(trim(`lead`.`name`)) END || char(10) ||
	CASE WHEN `lead_search`.`email` <> '' AND instr(`body`, `lead_search`.`email`) > 0 THEN trim(substr(`body`, instr(`body`, `lead_search`.`email`) + length(`lead_search`.`email`)))
		WHEN `lead`.`email` IS NULL AND `lead_search`.`phone` <> '' AND instr(`body`, `lead_search`.`phone`) > 0 THEN trim(substr(`body`, instr(`body`, `lead_search`.`phone`) + length(`lead_search`.`phone`)))
		ELSE lower(trim(ifnull(`lead`.`company`, ''))) END || char(10) || lower(trim(ifnull(`lead`.`city`, ''))) || char(10)
	FROM `lead` WHERE `lead`.`n` = `lead_search`.`n`), '');
--> statement-breakpoint
UPDATE `lead_search` SET `body` = replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(`body`,
	'أ', 'ا'), 'إ', 'ا'), 'آ', 'ا'), 'ٱ', 'ا'), 'ة', 'ه'), 'ى', 'ي'), 'ی', 'ي'), 'ک', 'ك'), 'ؤ', 'و'), 'ئ', 'ي'), 'ـ', '');
--> statement-breakpoint
UPDATE `lead_search` SET `phone` = ifnull((WITH RECURSIVE `tail` (`at`) AS (SELECT 1 UNION ALL SELECT `at` + 1 FROM `tail` WHERE `at` + 4 <= length(`phone`))
	SELECT group_concat(substr(`phone`, `at`), ' ') FROM `tail`), '') WHERE `phone` <> '';
--> statement-breakpoint
CREATE VIRTUAL TABLE `lead_fts` USING fts5(scope, body, phone, email, notes, content='lead_search', content_rowid='n', prefix='2 3', tokenize='unicode61 remove_diacritics 2');
--> statement-breakpoint
INSERT INTO `lead_fts` (`lead_fts`, `rank`) VALUES ('secure-delete', 1);--> statement-breakpoint
INSERT INTO `lead_fts` (`lead_fts`) VALUES ('rebuild');--> statement-breakpoint
CREATE TRIGGER `lead_search_created` AFTER INSERT ON `lead_search` BEGIN
	INSERT INTO `lead_fts` (`rowid`, `scope`, `body`, `phone`, `email`, `notes`) VALUES (NEW.`n`, NEW.`scope`, NEW.`body`, NEW.`phone`, NEW.`email`, NEW.`notes`);
END;
--> statement-breakpoint
CREATE TRIGGER `lead_search_erased` AFTER DELETE ON `lead_search` BEGIN
	INSERT INTO `lead_fts` (`lead_fts`, `rowid`, `scope`, `body`, `phone`, `email`, `notes`) VALUES ('delete', OLD.`n`, OLD.`scope`, OLD.`body`, OLD.`phone`, OLD.`email`, OLD.`notes`);
END;
--> statement-breakpoint
CREATE TRIGGER `lead_search_changed` AFTER UPDATE ON `lead_search` BEGIN
	INSERT INTO `lead_fts` (`lead_fts`, `rowid`, `scope`, `body`, `phone`, `email`, `notes`) VALUES ('delete', OLD.`n`, OLD.`scope`, OLD.`body`, OLD.`phone`, OLD.`email`, OLD.`notes`);
	INSERT INTO `lead_fts` (`rowid`, `scope`, `body`, `phone`, `email`, `notes`) VALUES (NEW.`n`, NEW.`scope`, NEW.`body`, NEW.`phone`, NEW.`email`, NEW.`notes`);
END;
