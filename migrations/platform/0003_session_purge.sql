-- A session that ended by itself more than a day ago has no socket left and nothing to tell: its purge is no sign-in act and no news.
DROP TRIGGER `session_closed`;
--> statement-breakpoint
CREATE TRIGGER `session_closed` AFTER DELETE ON `session`
WHEN OLD.`expires_at` > CAST(unixepoch('subsec') * 1000 AS INTEGER) - 86400000 BEGIN
	INSERT INTO `auth_event` (`at`, `act`, `person`, `session`)
	VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER), 'session_ended', OLD.`person_id`, OLD.`id`);
	INSERT INTO `outbox` (`kind`, `subject`, `session`, `created_at`, `due_at`)
	VALUES ('session_ended', OLD.`person_id`, OLD.`id`, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER));
END;
