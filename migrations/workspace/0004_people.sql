ALTER TABLE `member` ADD `rights` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `workspace_state` ADD `support` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
CREATE INDEX `audit_actor` ON `audit` (`workspace_id`,`actor`,`n`);--> statement-breakpoint
CREATE INDEX `audit_subject` ON `audit` (`workspace_id`,`subject`,`n`);