CREATE TABLE `cron_run` (
	`n` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`scheduled_at` integer NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`outcome` text,
	`failure` text,
	`counts` text NOT NULL,
	`asked_by` text
);
--> statement-breakpoint
CREATE INDEX `cron_run_name` ON `cron_run` (`name`,`n`);--> statement-breakpoint
CREATE INDEX `cron_run_started` ON `cron_run` (`started_at`);--> statement-breakpoint
CREATE TABLE `cron_tick` (
	`name` text PRIMARY KEY NOT NULL,
	`scheduled_at` integer NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`outcome` text,
	`quiet` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE `job` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`scope` text NOT NULL,
	`state` text NOT NULL,
	`cursor` text NOT NULL,
	`counts` text NOT NULL,
	`total` integer,
	`lease` text,
	`lease_until` integer DEFAULT 0 NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`due_at` integer NOT NULL,
	`failure` text,
	`asked_by` text,
	`created_at` integer NOT NULL,
	`started_at` integer,
	`ended_at` integer
);
--> statement-breakpoint
CREATE INDEX `job_due` ON `job` (`due_at`) WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX `job_created` ON `job` (`created_at`);--> statement-breakpoint
CREATE TABLE `job_item` (
	`job_id` text NOT NULL,
	`item` text NOT NULL,
	`outcome` text NOT NULL,
	`reason` text,
	PRIMARY KEY(`job_id`, `item`)
);
--> statement-breakpoint
CREATE TABLE `platform_member` (
	`person_id` text PRIMARY KEY NOT NULL,
	`role` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `retention_override` (
	`class` text PRIMARY KEY NOT NULL,
	`days` integer NOT NULL,
	`set_by` text NOT NULL,
	`set_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `change_settled` ON `change` (`settled_at`) WHERE state IN ('done', 'unread');--> statement-breakpoint
CREATE INDEX `change_delivery` ON `change` (`delivery`);--> statement-breakpoint
CREATE INDEX `outbox_done` ON `outbox` (`done_at`) WHERE done_at IS NOT NULL;