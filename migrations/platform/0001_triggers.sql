-- Sign-in acts: the library's own statements append them, so that none can happen without its record.
CREATE TRIGGER `session_opened` AFTER INSERT ON `session` BEGIN
	INSERT INTO `auth_event` (`at`, `act`, `person`, `session`)
	VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER), 'signed_in', NEW.`person_id`, NEW.`id`);
END;
--> statement-breakpoint
CREATE TRIGGER `session_closed` AFTER DELETE ON `session` BEGIN
	INSERT INTO `auth_event` (`at`, `act`, `person`, `session`)
	VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER), 'session_ended', OLD.`person_id`, OLD.`id`);
	INSERT INTO `outbox` (`kind`, `subject`, `session`, `created_at`, `due_at`)
	VALUES ('session_ended', OLD.`person_id`, OLD.`id`, CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER));
END;
--> statement-breakpoint
CREATE TRIGGER `password_changed` AFTER UPDATE OF `password` ON `account` WHEN OLD.`password` IS NOT NEW.`password` BEGIN
	INSERT INTO `auth_event` (`at`, `act`, `person`)
	VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER), 'password_changed', NEW.`person_id`);
END;
--> statement-breakpoint
-- An audit record is never changed; only the purge of a sealed range removes it.
CREATE TRIGGER `audit_is_final` BEFORE UPDATE ON `audit` BEGIN
	SELECT RAISE(ABORT, 'audit records are never updated');
END;
