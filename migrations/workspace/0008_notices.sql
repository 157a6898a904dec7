CREATE TABLE `notice` (
	`workspace_id` text NOT NULL,
	`person_id` text NOT NULL,
	`id` text NOT NULL,
	`at` integer NOT NULL,
	`kind` text NOT NULL,
	`lead_id` text NOT NULL,
	`data` text NOT NULL,
	`read_at` integer,
	`send_at` integer,
	`sent_at` integer,
	PRIMARY KEY(`workspace_id`, `person_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `notice_unread` ON `notice` (`workspace_id`,`person_id`,`send_at`) WHERE read_at IS NULL;--> statement-breakpoint
ALTER TABLE `lead` ADD `goal_told_at` integer;--> statement-breakpoint
-- Goals that passed before there were notices are no news.
UPDATE `lead` SET `goal_told_at` = `amber_at` WHERE `first_attempt_at` IS NULL AND `amber_at` < CAST(unixepoch('subsec') * 1000 AS INTEGER);--> statement-breakpoint
CREATE INDEX `lead_goal` ON `lead` (`workspace_id`,`amber_at`) WHERE first_attempt_at IS NULL AND archived_at IS NULL AND is_test = 0 AND closed_at IS NULL AND goal_told_at IS NULL;