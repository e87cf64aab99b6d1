@echo off
rem Starts Countersign on a Java @java.release@: COUNTERSIGN_JAVA_HOME, JAVA_HOME, java on the PATH, then the usual places.
rem Without arguments the window opens; with arguments it is the command line.
setlocal
set "home=%~dp0.."
set "found="
call :consider "%COUNTERSIGN_JAVA_HOME%"
call :consider "%JAVA_HOME%"
for %%j in (java.exe) do if not "%%~$PATH:j"=="" call :consider "%%~dp$PATH:j.."
for /d %%d in ("%ProgramFiles%\Java\*" "%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Microsoft\jdk*" "%USERPROFILE%\.jdks\*") do call :consider "%%~d"
if not defined found (
    echo countersign: needs Java @java.release@ or newer and found none; install one or set COUNTERSIGN_JAVA_HOME to it. 1>&2
    exit /b 2
)
set "quick=-XX:TieredStopAtLevel=1 -XX:MaxTenuringThreshold=0 -Xmn256m"
if "%~1"=="" set "quick="
if exist "%~1\" set "quick="
"%found%\bin\java.exe" @countersign.jvm@ %quick% -Xmx1g -XX:+UseSerialGC -Xshare:auto -XX:SharedArchiveFile="%home%\lib\countersign.jsa" -Xlog:disable %COUNTERSIGN_JAVA_OPTS% -cp "%home%\lib\@jar@" @main.class@ %*
exit /b %ERRORLEVEL%

:consider
if defined found exit /b 0
if "%~1"=="" exit /b 0
if not exist "%~1\bin\java.exe" exit /b 0
if not exist "%~1\release" exit /b 0
for /f "tokens=2 delims==." %%v in ('findstr /b "JAVA_VERSION=" "%~1\release"') do call :compare "%~1" %%v
exit /b 0

:compare
set "version=%~2"
set "version=%version:"=%"
if %version% geq @java.release@ set "found=%~1"
exit /b 0
