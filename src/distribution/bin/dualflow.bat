@echo off
rem Starts dualflow with JAVA_HOME's Java, or the one on the path, of version 17 or newer.
rem Exit code 7: it could not be started. All other exit codes are dualflow's own (see --help).
setlocal DisableDelayedExpansion

if not exist "%~dp0..\dualflow.jar" (
    echo dualflow is not complete in "%~dp0..": unpack its distribution again. 1>&2
    exit /b 7
)
set "JAVA=java.exe"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"

rem The first line is, for example: openjdk version "17.0.15" 2025-04-15
set "VERSION=0"
for /f "tokens=3" %%v in ('call "%JAVA%" -version 2^>^&1 ^| findstr /c:" version "') do set "VERSION=%%~v"
for /f "delims=.-+_" %%m in ("%VERSION%") do set "VERSION=%%m"
if %VERSION% lss 17 (
    echo dualflow needs Java 17 or newer: install it and set JAVA_HOME to it. 1>&2
    exit /b 7
)

"%JAVA%" -XX:+UseParallelGC -jar "%~dp0..\dualflow.jar" %*
exit /b %ERRORLEVEL%
