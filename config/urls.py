"""The one list of addresses."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from config.api import urlpatterns as api
from config.mailpages import mail_urls
from config.mark import show_mark
from moderation.admin.stopping import stop_report

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="admin:index"), name="home"),
    path("favicon.ico", show_mark, name="favicon"),
    path("reports/stop/<str:token>", stop_report, name="report-stop"),
    *api,
    path("admin/mail/", include(mail_urls())),
    path("admin/", admin.site.urls),
]
