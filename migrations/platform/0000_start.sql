CREATE TABLE `account` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`provider_id` text NOT NULL,
	`person_id` text NOT NULL,
	`access_token` text,
	`refresh_token` text,
	`id_token` text,
	`access_token_expires_at` integer,
	`refresh_token_expires_at` integer,
	`scope` text,
	`password` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `account_person` ON `account` (`person_id`);--> statement-breakpoint
CREATE TABLE `audit` (
	`n` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`at` integer NOT NULL,
	`actor` text,
	`on_behalf` text,
	`act` text NOT NULL,
	`subject_kind` text NOT NULL,
	`subject` text NOT NULL,
	`workspace_id` text,
	`ip` text,
	`browser` text,
	`request` text,
	`detail_hash` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `audit_id_unique` ON `audit` (`id`);--> statement-breakpoint
CREATE TABLE `audit_detail` (
	`audit` text PRIMARY KEY NOT NULL,
	`salt` text NOT NULL,
	`detail` text NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `audit_seal` (
	`from_n` integer PRIMARY KEY NOT NULL,
	`to_n` integer NOT NULL,
	`count` integer NOT NULL,
	`previous` text NOT NULL,
	`hash` text NOT NULL,
	`sealed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `auth_event` (
	`n` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`act` text NOT NULL,
	`person` text NOT NULL,
	`session` text
);
--> statement-breakpoint
CREATE TABLE `change` (
	`lead` text PRIMARY KEY NOT NULL,
	`page` text NOT NULL,
	`form` text,
	`ad` text,
	`created_at` integer NOT NULL,
	`delivery` text NOT NULL,
	`received_at` integer NOT NULL,
	`state` text NOT NULL,
	`bulk` integer NOT NULL,
	`due_at` integer NOT NULL,
	`lease` text,
	`lease_until` integer DEFAULT 0 NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`failure` text,
	`reason` text,
	`trace` text,
	`workspace_id` text,
	`outcome` text,
	`settled_at` integer,
	`repeats` integer DEFAULT 0 NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `change_due` ON `change` (`page`,`bulk`,`due_at`) WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX `change_parked` ON `change` (`page`,`lead`) WHERE state = 'parked';--> statement-breakpoint
CREATE TABLE `delivery` (
	`id` text PRIMARY KEY NOT NULL,
	`received_at` integer NOT NULL,
	`verdict` text NOT NULL,
	`bytes` integer NOT NULL,
	`leads` integer NOT NULL,
	`ignored` integer NOT NULL,
	`bad` integer NOT NULL,
	`repeats` integer DEFAULT 0 NOT NULL,
	`colo` text,
	`country` text,
	`ip` text,
	`browser` text
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `delivery_received` ON `delivery` (`received_at`);--> statement-breakpoint
CREATE TABLE `diagnostic` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`kind` text NOT NULL,
	`cause` text NOT NULL,
	`workspace_id` text,
	`page` text,
	`count` integer DEFAULT 1 NOT NULL,
	`data` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `diagnostic_at` ON `diagnostic` (`at`);--> statement-breakpoint
CREATE UNIQUE INDEX `diagnostic_cause` ON `diagnostic` (`kind`,`cause`);--> statement-breakpoint
CREATE TABLE `member` (
	`workspace_id` text NOT NULL,
	`person_id` text NOT NULL,
	`role` text NOT NULL,
	`status` text NOT NULL,
	`weight` integer DEFAULT 1 NOT NULL,
	`away` integer DEFAULT false NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `person_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `member_person` ON `member` (`person_id`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`n` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`workspace_id` text,
	`subject` text NOT NULL,
	`session` text,
	`created_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`done_at` integer
);
--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`due_at`) WHERE done_at IS NULL;--> statement-breakpoint
CREATE TABLE `page` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`name` text NOT NULL,
	`state` text NOT NULL,
	`broken_reason` text,
	`token` text NOT NULL,
	`connected_by` text NOT NULL,
	`connected_at` integer NOT NULL,
	`paused_until` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE INDEX `page_workspace` ON `page` (`workspace_id`);--> statement-breakpoint
CREATE TABLE `person` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`email_verified` integer DEFAULT false NOT NULL,
	`image` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `person_email_unique` ON `person` (`email`);--> statement-breakpoint
CREATE TABLE `session` (
	`id` text PRIMARY KEY NOT NULL,
	`token` text NOT NULL,
	`person_id` text NOT NULL,
	`expires_at` integer NOT NULL,
	`ip` text,
	`browser` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `session_token_unique` ON `session` (`token`);--> statement-breakpoint
CREATE INDEX `session_person` ON `session` (`person_id`);--> statement-breakpoint
CREATE TABLE `team` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`name` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE INDEX `team_workspace` ON `team` (`workspace_id`);--> statement-breakpoint
CREATE TABLE `team_member` (
	`workspace_id` text NOT NULL,
	`team_id` text NOT NULL,
	`person_id` text NOT NULL,
	PRIMARY KEY(`workspace_id`, `person_id`, `team_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `verification` (
	`id` text PRIMARY KEY NOT NULL,
	`identifier` text NOT NULL,
	`value` text NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `verification_identifier` ON `verification` (`identifier`);--> statement-breakpoint
CREATE TABLE `workspace` (
	`id` text PRIMARY KEY NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`shard` integer NOT NULL,
	`status` text NOT NULL,
	`settings` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `workspace_slug_unique` ON `workspace` (`slug`);