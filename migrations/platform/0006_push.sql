CREATE TABLE `notify` (
	`person_id` text PRIMARY KEY NOT NULL,
	`off` text NOT NULL,
	`quiet` text
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `push_subscription` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`session_id` text NOT NULL,
	`endpoint` text NOT NULL,
	`p256dh` text NOT NULL,
	`auth` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `push_subscription_endpoint_unique` ON `push_subscription` (`endpoint`);--> statement-breakpoint
CREATE INDEX `push_subscription_person` ON `push_subscription` (`person_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `push_subscription_session` ON `push_subscription` (`session_id`);--> statement-breakpoint
-- Whoever's session ended is told nothing more where they were signed in.
CREATE TRIGGER `push_ended` AFTER DELETE ON `session` BEGIN
	DELETE FROM `push_subscription` WHERE `session_id` = OLD.`id`;
END;
