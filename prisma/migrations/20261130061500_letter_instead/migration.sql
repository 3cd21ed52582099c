-- Where a letter goes is chosen once. Only one that the e-address refused, and that has not gone out, gets another way.
GRANT UPDATE (channel, address, why) ON delivery TO lieta_documents;

CREATE FUNCTION delivery_is_redirected() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF session_user = 'lieta_documents'
    AND (OLD.state <> 'pending' OR OLD.channel <> 'e-address' OR NEW.channel = 'e-address') THEN
    PERFORM refuse('where a letter goes is chosen once, unless the e-address refuses it');
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER delivery_only_redirected BEFORE UPDATE OF channel, address, why ON delivery
  FOR EACH ROW EXECUTE FUNCTION delivery_is_redirected();
