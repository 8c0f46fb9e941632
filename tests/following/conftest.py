from tests.correspondence.conftest import no_mail_server, postbox

__all__ = ["no_mail_server", "postbox"]
