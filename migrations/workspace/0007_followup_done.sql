DROP INDEX `follow_up_remind`;--> statement-breakpoint
CREATE INDEX `follow_up_done` ON `follow_up` (`workspace_id`,`person_id`,`done_at`) WHERE state = 'done';--> statement-breakpoint
CREATE INDEX `follow_up_remind` ON `follow_up` (`workspace_id`,`remind_at`) WHERE remind_at IS NOT NULL;